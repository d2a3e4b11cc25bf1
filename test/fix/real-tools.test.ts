import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/git-repo.ts'
import { MARK, planText, VALUE } from './plan-text.ts'

/** A program that prints its secrets, and how the real tools of its language check it and, where that is quick, run it. */
interface Program {
  readonly path: string
  readonly text: string
  readonly check: readonly string[]
  readonly run: readonly string[] | null
}

const PROGRAMS: readonly Program[] = [
  {
    path: 'a.mjs',
    text: `import { log } from 'node:console'
const o = { '${MARK}': 1, token: "${MARK}", h: 'Bearer ${MARK}', t: \`${MARK}\`, u: \`x\${1}${MARK}\` }
function f(key = '${MARK}') { return'${MARK}' + key }
class K { static '${MARK}' = 1 }
log(JSON.stringify(o), f(), process.env.ACME_API_KEY ?? '${MARK}', '${MARK}'in o, K['${MARK}'])
`,
    check: ['node', '--check', 'a.mjs'],
    run: ['node', 'a.mjs'],
  },
  {
    path: 'a.py',
    text: `#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Prints
what it has."""
from __future__ import annotations

import json
from sys import stdout

KEY = "${MARK}"


def f(key='${MARK}'):
    return"${MARK}" + key + r'${MARK}'


stdout.write(json.dumps([KEY, f(), {"${MARK}": "Bearer ${MARK}, %s" % KEY}, """${MARK}""", "a ${MARK} b ${MARK} c".upper()]))
`,
    check: ['python3', '-m', 'py_compile', 'a.py'],
    run: ['python3', 'a.py'],
  },
  {
    path: 'a.go',
    text: `package main

import (
	"fmt"
	"strings"
)

var key = "${MARK}"

type part struct{ name, key string }

func main() {
	p := part{name: "a", key: \`${MARK}\`}
	fmt.Println(key, p.key, strings.ToUpper("Bearer ${MARK}"), map[string]int{"${MARK}": 1}, '"', "${MARK}"+"x")
}
`,
    check: ['gofmt', '-l', '-e', 'a.go'],
    run: null,
  },
  {
    path: 'A.java',
    text: `import java.util.Map;

public class A {
  private static final String KEY = "${MARK}";

  public static void main(String[] args) {
    char quote = '"';
    System.out.println(KEY + quote + Map.of("${MARK}", "Bearer ${MARK}".toUpperCase()) + "${MARK}".length());
  }
}
`,
    check: ['javac', '-d', 'out', 'A.java'],
    run: null,
  },
  {
    path: 'a.rs',
    text: `fn show<'a>(key: &'a str, quote: char) -> String { format!("{}{}", key, quote) }

fn main() {
    let owned = "${MARK}".to_string();
    let borrowed = "${MARK}";
    let made: String = String::from(r#"${MARK}"#);
    let parts = [owned, show(borrowed, '"'), show("${MARK}", '\\''), made];
    println!("{}", parts.join(" "));
}
`,
    check: ['rustc', '--emit=metadata', 'a.rs'],
    run: null,
  },
  {
    path: 'a.sh',
    text: `#!/bin/bash
API_KEY=${MARK}
export SECOND='${MARK}' # it's a comment
printf '%s\\n' "$API_KEY" "$SECOND" -H "Bearer ${MARK}" 'x ${MARK} y' user:${MARK} "$(printf %s '${MARK}')" "\${ACME_API_KEY:-${MARK}}"
cat <<END
key: ${MARK}
END
case ${MARK} in kw*) echo yes ;; esac
`,
    check: ['bash', '-n', 'a.sh'],
    run: ['bash', 'a.sh'],
  },
  {
    path: 'a.rb',
    text: `KEY = '${MARK}'
puts KEY, { "${MARK}" => "Bearer ${MARK}" }, 6 / 2 # it's
puts(ENV.fetch('ACME_API_KEY', '${MARK}'))
`,
    check: ['ruby', '-c', 'a.rb'],
    run: ['ruby', 'a.rb'],
  },
  {
    path: 'a.php',
    text: `<p>it's</p>
<?php
$key = '${MARK}';
echo json_encode([$key, "Bearer ${MARK}", ['${MARK}' => 1], getenv('ACME_API_KEY') ?: '${MARK}']);
`,
    check: ['php', '-l', 'a.php'],
    run: ['php', 'a.php'],
  },
]

for (const { path, text, check, run } of PROGRAMS) {
  const [tool = '', ...args] = check
  const isThere = spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0
  if (!isThere) console.info(`skipped: ${path} is not checked by ${tool}, which is not on this machine`)
  test.skipIf(!isThere)(
    `${tool} reads the fixed ${path}; where it is run it prints what it printed before`,
    async () => {
      await using folder = await temporaryFolder()
      const { before, after, refused } = await planText(path, text)
      expect(refused).toEqual([])
      expect(after).not.toContain(VALUE)
      const printed = run && printedBy(folder.path, path, before, run)
      writeFileSync(join(folder.path, path), after)
      const { status, stdout, stderr } = spawnSync(tool, args, { cwd: folder.path, encoding: 'utf8' })
      expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
      if (tool === 'gofmt') expect(stdout).toBe('')
      if (run === null) return
      expect(printed).toContain(VALUE)
      expect(printedBy(folder.path, path, after, run)).toBe(printed)
    },
  )
}

function printedBy(folder: string, path: string, text: string, [program = '', ...args]: readonly string[]): string {
  writeFileSync(join(folder, path), text)
  return execFileSync(program, args, { cwd: folder, env: { ...process.env, ACME_API_KEY: VALUE }, encoding: 'utf8' })
}
