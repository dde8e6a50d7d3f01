// Room: YAML.
