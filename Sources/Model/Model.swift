// Room: Model.
