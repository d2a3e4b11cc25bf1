import { expect, test } from 'vitest'
import { fixed } from './plan-text.ts'

const PYTHON = 'os.environ["ACME_API_KEY"]'

test.each([
  ['a first import', 'import json\nkey = "§"\n', `import json\nimport os\nkey = ${PYTHON}\n`],
  ['an import that is there', 'import os\nkey = "§"\n', `import os\nkey = ${PYTHON}\n`],
  ['an import among others', 'import json, os, re\nkey = "§"\n', `import json, os, re\nkey = ${PYTHON}\n`],
  ['a submodule alone', 'import os.path\nkey = "§"\n', `import os\nimport os.path\nkey = ${PYTHON}\n`],
  ['no imports', 'key = "§"\n', `import os\n\nkey = ${PYTHON}\n`],
  [
    'a shebang and a docstring',
    '#!/usr/bin/python3\n"""Says\nwhat."""\n\nkey = "§"\n',
    `#!/usr/bin/python3\n"""Says\nwhat."""\nimport os\n\nkey = ${PYTHON}\n`,
  ],
  [
    'an import from the future',
    '"""Doc."""\nfrom __future__ import annotations\n\nimport re\nkey = "§"\n',
    `"""Doc."""\nfrom __future__ import annotations\n\nimport os\nimport re\nkey = ${PYTHON}\n`,
  ],
  [
    'single quotes and CRLF',
    "import re\r\nkey = '§'\r\n",
    "import os\r\nimport re\r\nkey = os.environ['ACME_API_KEY']\r\n",
  ],
  ['a default parameter', 'import os\ndef f(token="§"): pass\n', `import os\ndef f(token=${PYTHON}): pass\n`],
  ['a raw string without a backslash', 'import os\nkey = r"§"\n', `import os\nkey = ${PYTHON}\n`],
  [
    'triple quotes',
    'import os\nkey = """§"""\n',
    `import os\nkey = ${PYTHON}\n`.replaceAll('"ACME_API_KEY"', '"ACME_API_KEY"'),
  ],
  ['a part of a string', 'import os\nh = {"a": "Bearer §"}\n', `import os\nh = {"a": ("Bearer " + ${PYTHON})}\n`],
  ['the default of a lookup', 'import os\nk = os.getenv("MY_KEY", "§")\n', 'import os\nk = os.getenv("MY_KEY")\n'],
  [
    'the default of environ.get',
    "import os\nk = os.environ.get('MY_KEY', '§')\n",
    "import os\nk = os.environ.get('MY_KEY')\n",
  ],
  ['a word that touches the literal', 'import os\ndef f(): return"§"\n', `import os\ndef f(): return ${PYTHON}\n`],
  ['a call of two lines', 'import os\nf(\n    "§",\n)\n', `import os\nf(\n    ${PYTHON},\n)\n`],
])('Python: %s', async (_, before, after) => {
  expect(await fixed('a.py', before)).toBe(after)
})

test.each([
  ['key = f"§"', 'the literal is an f-string'],
  ['key = b"§"', 'the literal is a bytes literal'],
  ['key = r"\\d§"', 'the literal is more than its characters: there is an expression or an escape in it'],
  ['key = "\\x41§"', 'the literal has escapes that other programs read otherwise'],
  ['key = "a" "§"', 'the literal is joined to the one before it'],
  ['key = ("§"\n  "b")', 'the literal is joined to the one behind it'],
  ['# key = "§"', 'the secret stands in a comment'],
  ['"""§"""\n', 'the literal is a docstring or a statement of its own'],
  ['match x:\n  case "§": pass', 'a case pattern has to be a literal'],
  ['x: Literal["§"] = y', 'the literal is a type'],
  ['from posix import os\nimport a as os\nkey = "§"', 'the name os stands for something else in this file'],
])('Python: %s is refused', async (text, reason) => {
  expect(await fixed('a.py', text)).toBe(`refused: ${reason}`)
})

const GO = 'os.Getenv("ACME_API_KEY")'

test.each([
  [
    'a block of imports',
    'package a\n\nimport (\n\t"fmt"\n\t"strings"\n)\n\nvar key = "§"\n',
    `package a\n\nimport (\n\t"fmt"\n\t"os"\n\t"strings"\n)\n\nvar key = ${GO}\n`,
  ],
  [
    'one import',
    'package a\n\nimport "fmt"\n\nvar key = "§"\n',
    `package a\n\nimport "fmt"\nimport "os"\n\nvar key = ${GO}\n`,
  ],
  ['no import', 'package a\n\nvar key = "§"\n', `package a\n\nimport "os"\n\nvar key = ${GO}\n`],
  [
    'an import that is there',
    'package a\n\nimport "os"\n\nfunc f() { g("§") }\n',
    `package a\n\nimport "os"\n\nfunc f() { g(${GO}) }\n`,
  ],
  [
    'an import by another name',
    'package a\n\nimport sys "os"\n\nvar key = "§"\n',
    'package a\n\nimport sys "os"\n\nvar key = sys.Getenv("ACME_API_KEY")\n',
  ],
  ['a raw string', 'package a\n\nimport "os"\n\nvar key = `§`\n', `package a\n\nimport "os"\n\nvar key = ${GO}\n`],
  [
    'a part of a string',
    'package a\n\nimport "os"\n\nvar h = "Bearer §"\n',
    `package a\n\nimport "os"\n\nvar h = ("Bearer " + ${GO})\n`,
  ],
])('Go: %s', async (_, before, after) => {
  expect(await fixed('a.go', before)).toBe(after)
})

test.each([
  ['package a\nconst key = "§"', 'a constant cannot be read from the environment'],
  ['package a\nconst (\n\tkey = "§"\n)', 'a constant cannot be read from the environment'],
  ['package a\nimport "§"', 'the literal is an import path'],
  ['package a\ntype T struct {\n\tA string `json:"§"`\n}', 'the literal is the tag of a field'],
  ['package a\nfunc f() { os := 1; g("§", os) }', 'the name os stands for something else in this file'],
])('Go: %j is refused', async (text, reason) => {
  expect(await fixed('a.go', text)).toBe(`refused: ${reason}`)
})

test.each([
  ['a.java', 'class A { String apiKey = "§"; }', 'class A { String apiKey = System.getenv("ACME_API_KEY"); }'],
  [
    'a.java',
    'class A { String h = "Bearer §".trim(); }',
    'class A { String h = ("Bearer " + System.getenv("ACME_API_KEY")).trim(); }',
  ],
  [
    'a.cs',
    'using System;\nclass A { string K = "§"; }',
    'using System;\nclass A { string K = Environment.GetEnvironmentVariable("ACME_API_KEY"); }',
  ],
  [
    'a.cs',
    'class A { string K = @"§"; }',
    'class A { string K = System.Environment.GetEnvironmentVariable("ACME_API_KEY"); }',
  ],
  [
    'a.rs',
    'let k = "§".to_string();',
    'let k = std::env::var("ACME_API_KEY").expect("ACME_API_KEY is not set").to_string();',
  ],
  ['a.rs', 'let k = "§";', 'let k = &std::env::var("ACME_API_KEY").expect("ACME_API_KEY is not set");'],
  [
    'a.rs',
    "fn f<'a>(x: &'a str) { g(x, '\"', r#\"§\"#) }",
    'fn f<\'a>(x: &\'a str) { g(x, \'"\', &std::env::var("ACME_API_KEY").expect("ACME_API_KEY is not set")) }',
  ],
  ['a.rb', "API_KEY = '§'\n", "API_KEY = ENV.fetch('ACME_API_KEY')\n"],
  ['a.rb', 'call("Bearer §")', 'call(("Bearer " + ENV.fetch("ACME_API_KEY")))'],
  ['a.rb', "k = ENV.fetch('MY_KEY', '§')", "k = ENV.fetch('MY_KEY')"],
  ['a.rb', "x = a / b # it's\nk = '§'", "x = a / b # it's\nk = ENV.fetch('ACME_API_KEY')"],
  ['a.php', "<?php\n$key = '§';", "<?php\n$key = getenv('ACME_API_KEY');"],
  ['a.php', '<p>it\'s</p><?php f("§"); ?>', '<p>it\'s</p><?php f(getenv("ACME_API_KEY")); ?>'],
  [
    'config/a.php',
    "<?php\nreturn ['a' => env('A'), 'key' => '§'];",
    "<?php\nreturn ['a' => env('A'), 'key' => env('ACME_API_KEY')];",
  ],
  ['config/a.php', "<?php\nreturn ['key' => env('MY_KEY', '§')];", "<?php\nreturn ['key' => env('MY_KEY')];"],
])('%s: %j becomes a lookup', async (path, before, after) => {
  expect(await fixed(path, before)).toBe(after)
})

test.each([
  ['a.java', '@Value("§") class A {}', 'the value of an annotation has to be a constant'],
  ['a.java', 'switch (x) { case "§": f(); }', 'a case label has to be a constant'],
  [
    'a.java',
    'class A { static final String K = "§"; void f(String x) { switch (x) { case K: f(x); } } }',
    'K is used where a constant is needed',
  ],
  ['a.java', 'String a = """\n  §""";', 'the literal is a text block'],
  ['a.cs', 'class A { const string K = "§"; }', 'a constant cannot be read from the environment'],
  ['a.cs', '[Key("§")]\nclass A {}', 'the argument of an attribute has to be a constant'],
  ['a.cs', 'void F(string k = "§") {}', 'the default of a parameter has to be a constant'],
  ['a.cs', 'var a = $"§";', 'the literal is an interpolated string'],
  ['a.cs', 'var a = x switch { "§" => 1 };', 'a pattern has to be a constant'],
  ['a.rs', 'const K: &str = "§";', 'a constant cannot be read from the environment'],
  ['a.rs', 'static K: &str = "§";', 'a constant cannot be read from the environment'],
  ['a.rs', 'fn f() { println!("§"); }', 'the literal is an argument of a macro, which may need it as it is written'],
  ['a.rs', 'match x { "§" => 1, _ => 2 }', 'a pattern has to be a literal'],
  ['a.rs', 'let a = A { key: "§" };', "a &'static str is needed here"],
  ['a.rs', '#[doc = "§"]\nfn f() {}', 'the literal is in an attribute'],
  ['a.rb', 'a = "#{b}§"', 'the literal is more than its characters: there is an expression or an escape in it'],
  ['a.rb', 'a = %w[§ b]', 'the literal is a % literal'],
  ['a.rb', 'a = <<~X\n  §\nX\n', 'the literal is a here-document'],
  ['a.rb', "a = 'x' '§'", 'the literal is joined to the one beside it'],
  ['a.rb', 'f("§": 1)', 'the literal is a symbol that names a value'],
  [
    'a.php',
    "<?php class A { private string $k = '§'; }",
    'a constant or the default of a property has to be a constant',
  ],
  ['a.php', "<?php class A { const K = '§'; }", 'a constant or the default of a property has to be a constant'],
  ['a.php', "<?php function f($k = '§') {}", 'the default of a parameter has to be a constant'],
  ['a.php', '<?php $a = "$b§";', 'the literal is more than its characters: there is an expression or an escape in it'],
  ['a.php', '<?php $a = <<<X\n§\nX;', 'the literal is a heredoc'],
])('%s: %j is refused', async (path, text, reason) => {
  expect(await fixed(path, text)).toBe(`refused: ${reason}`)
})
