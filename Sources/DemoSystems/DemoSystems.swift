// Room: DemoSystems.
