// The commands that are compared: our own, and what a user would pick instead, where the machine has it.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../dist/keywarden.cjs', import.meta.url))

/** Our own command; `NODE_EXTRA_CA_CERTS` is unset, as the hook does, for Node reads it at every start. */
export function keywarden(args, cwd) {
  return { command: process.execPath, args: [PROGRAM, ...args], cwd, env: { NODE_EXTRA_CA_CERTS: '' } }
}

/** Node that does nothing. */
export function bareNode(cwd) {
  return { command: process.execPath, args: ['-e', '0'], cwd, env: { NODE_EXTRA_CA_CERTS: '' } }
}

/** Where Go is, `go install github.com/zricethezav/gitleaks/v8@latest` puts it there; null where it is not. */
export function gitleaks() {
  const candidates = [process.env.GITLEAKS, join(homedir(), 'go', 'bin', 'gitleaks')].filter(Boolean)
  return candidates.find((path) => existsSync(path)) ?? null
}

/** secretlint with its recommended preset in a folder of its own; installed on the first call. */
export function secretlint(cache) {
  const folder = join(cache, 'secretlint')
  const bin = join(folder, 'node_modules', 'secretlint', 'bin', 'secretlint.js')
  if (!existsSync(bin)) {
    const packages = ['secretlint@12.0.0', '@secretlint/secretlint-rule-preset-recommend@12.0.0'] // 13 asks for Node 22
    execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-save', ...packages], {
      stdio: 'ignore',
    })
  }
  return { bin, rules: '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}', folder }
}

/** detect-secrets in a Python environment of its own; installed on the first call, null where there is no Python. */
export function detectSecrets(cache) {
  const folder = join(cache, 'detect-secrets')
  const bin = join(folder, 'bin', 'detect-secrets')
  try {
    if (!existsSync(bin)) {
      execFileSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' })
      execFileSync(join(folder, 'bin', 'pip'), ['install', '--quiet', 'detect-secrets'], { stdio: 'ignore' })
    }
    return bin
  } catch {
    return null
  }
}
