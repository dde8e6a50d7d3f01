import Foundation
import TestServers
import Testing

/// Python's jsonschema and PyYAML: a judge of schemas that is not ours.
enum SchemaValidator {
    /// Whether this machine has both.
    static let isThere = (try? run("import yaml, jsonschema", []).status) == 0
    static let missing: Comment =
        "python3 with jsonschema and PyYAML is not on this machine: pip install jsonschema pyyaml"

    static func run(_ script: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let ended = try TestProgram.run(["python3", "-W", "ignore", "-c", script] + arguments)
        return (ended.status, ended.output + ended.errors)
    }

    /// Reads YAML as editors do, but for days, and reads CSV as a list of rows.
    static let loading = """
        import sys, json, csv, glob, os, yaml, jsonschema
        class Loader(yaml.SafeLoader): pass
        Loader.yaml_implicit_resolvers = {
            first: [pair for pair in pairs if pair[0] in ('tag:yaml.org,2002:null', 'tag:yaml.org,2002:int')
                or pair[0] == 'tag:yaml.org,2002:bool' and first in 'tfTF']
            for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        def load(path):
            with open(path, encoding='utf-8', newline='') as file:
                if path.endswith('.csv'): return list(csv.DictReader(file))
                return yaml.load(file, Loader)
        def validator(folder, name):
            schema = json.load(open(f'{folder}/{name}.schema.json', encoding='utf-8'))
            jsonschema.Draft7Validator.check_schema(schema)
            return jsonschema.Draft7Validator(schema)
        kinds = [('connector', 'connectors/*.yaml'), ('mapping', 'mappings/*.yaml'), ('feed', 'mappings/feeds/*.yaml'),
            ('entity', 'mappings/schema/*.yaml'), ('units', 'mappings/units.yaml'),
            ('identity', 'mappings/identity.yaml'), ('code-table', 'mappings/codes/*.csv')]
        def files(root, pattern):
            return [f for f in sorted(glob.glob(f'{root}/{pattern}'))
                if '*' not in pattern or not f.endswith(('/units.yaml', '/identity.yaml'))]

        """

    /// Prints what is wrong with the files of hub directories, a line each, and at last how many there were.
    static let validating =
        loading + """
            count = 0
            for kind, pattern in kinds:
                check = validator(sys.argv[1], kind)
                for root in sys.argv[2:]:
                    for file in files(root, pattern):
                        count += 1
                        for error in check.iter_errors(load(file)):
                            print(os.path.relpath(file, root), list(error.absolute_path), error.message[:200])
            print('files', count)

            """

    /// Puts an unknown key into each mapping of each file in turn, and prints a line of JSON a mutant: its kind, its text,
    /// where the key is, and whether the schema calls it unknown.
    static let mutating =
        loading + """
            def unknown(errors):
                return any(e.validator == 'additionalProperties' and "'zzz'" in e.message or unknown(e.context or [])
                    for e in errors)
            def mappings(value, path=()):
                if isinstance(value, dict):
                    yield path, value
                    for key, inner in value.items(): yield from mappings(inner, path + (key,))
                elif isinstance(value, list):
                    for place, inner in enumerate(value): yield from mappings(inner, path + (place,))
            for kind, pattern in kinds[:-1]:
                check = validator(sys.argv[1], kind)
                for root in sys.argv[2:]:
                    for file in files(root, pattern):
                        tree = yaml.load(open(file, encoding='utf-8'), yaml.BaseLoader)
                        seen = set()
                        for path, mapping in mappings(tree):
                            shape = (tuple('*' if isinstance(p, int) else p for p in path[:1]), len(path), tuple(sorted(mapping)))
                            if shape in seen or 'tests' in path: continue
                            seen.add(shape)
                            mapping['zzz'] = 'x'
                            print(json.dumps({'kind': kind, 'file': os.path.basename(file), 'path': '/'.join(map(str, path)),
                                'text': yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10000),
                                'unknown': unknown(check.iter_errors(tree))}))
                            del mapping['zzz']

            """
}
