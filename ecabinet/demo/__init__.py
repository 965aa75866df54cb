"""The demo world: a province, its People's Committee, one monthly session with agenda, papers and motions.

It is data and the seeding of it, nothing else: the seeded meeting is made by the same commands and the same intake of
papers as any other meeting. Everything here is invented; the province of Lam Giang does not exist.
"""
