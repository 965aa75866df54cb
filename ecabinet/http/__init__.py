"""Routes: sign-in, the API, views, pages of HTML. Each module offers `routes(house)`."""
