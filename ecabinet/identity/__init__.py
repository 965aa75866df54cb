"""Who is asking: accounts, passwords, sessions in cookies, links of the demo and of screens."""
