print("envhub")
