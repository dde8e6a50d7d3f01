print("envhub-bench")
