// The scanners whose accuracy is compared: each gives its findings in one form, `{path, line, endLine, ruleId}`.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { detectSecrets, gitleaks, keywarden, secretlint } from './programs.mjs'

const LARGEST_OUTPUT = 1 << 30

/** Our own first, then the others that the machine has, each as it comes and without asking any server. */
export function* scanners(cache, scratch) {
  yield {
    name: 'keywarden',
    version: () => outputOf(keywarden(['--version'])).trim(),
    scan: (files) =>
      JSON.parse(outputOf(keywarden(['scan', '.', '--format', 'json'], files)))
        .findings.filter(({ confidence }) => confidence !== 'low')
        .map(({ path, startLine, endLine, ruleId }) => ({ path, line: startLine, endLine, ruleId })),
  }
  const leaks = gitleaks()
  if (leaks)
    yield {
      name: 'gitleaks',
      version: () => goVersion(leaks),
      scan: (files) => gitleaksFindings(leaks, files, scratch),
    }
  const python = detectSecrets(cache)
  if (python) {
    const version = () => outputOf({ command: python, args: ['--version'] }).trim()
    yield { name: 'detect-secrets', version, scan: (files) => detectSecretsFindings(python, files) }
  }
  const lint = secretlint(cache)
  const packageFile = join(lint.folder, 'node_modules', 'secretlint', 'package.json')
  yield {
    name: 'secretlint',
    version: () => JSON.parse(readFileSync(packageFile, 'utf8')).version,
    scan: (files) => secretlintFindings(lint, files, scratch),
  }
}

function outputOf({ command, args, cwd, env }) {
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: LARGEST_OUTPUT }
  const { stdout, error } = spawnSync(command, args, options)
  if (error) throw error
  return stdout
}

/** A program that `go install` has made knows its version only so. */
function goVersion(program) {
  const said = spawnSync('go', ['version', '-m', program], { encoding: 'utf8' }).stdout ?? ''
  return /^\s*mod\s+\S+\s+(\S+)/m.exec(said)?.[1] ?? ''
}

function gitleaksFindings(command, files, scratch) {
  const report = join(scratch, 'gitleaks.json')
  outputOf({
    command,
    args: ['dir', files, '--no-banner', '--exit-code=0', '--report-format=json', '--report-path', report],
  })
  return JSON.parse(readFileSync(report, 'utf8')).map(({ File, StartLine, EndLine, RuleID }) => ({
    path: relative(files, File),
    line: StartLine,
    endLine: EndLine,
    ruleId: RuleID,
  }))
}

/** Without `--no-verify` it would send what it finds to the services that it takes it to belong to. */
function detectSecretsFindings(command, files) {
  const { results } = JSON.parse(outputOf({ command, args: ['-C', files, 'scan', '--all-files', '--no-verify', '.'] }))
  return Object.entries(results).flatMap(([path, found]) =>
    found.map(({ line_number, type }) => ({ path, line: line_number, endLine: line_number, ruleId: type })),
  )
}

function secretlintFindings({ bin, rules, folder }, files, scratch) {
  const settings = join(folder, '.secretlintrc.json')
  writeFileSync(settings, rules)
  const report = join(scratch, 'secretlint.json') // it ends before a pipe has taken all that it prints
  const args = [bin, '--secretlintrc', settings, '--format', 'json', '--output', report, '**/*']
  outputOf({ command: process.execPath, args, cwd: files, env: { NODE_PATH: join(folder, 'node_modules') } })
  return JSON.parse(readFileSync(report, 'utf8')).flatMap(({ filePath, messages }) =>
    messages.map(({ loc, ruleId }) => ({
      path: relative(files, filePath),
      line: loc.start.line,
      endLine: loc.end.line,
      ruleId,
    })),
  )
}
