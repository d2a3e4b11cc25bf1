import type { Secret } from '../model/secret.ts'

/**
 * Commands that make the CI runner mask values in all that is logged from now on: for GitHub Actions, line by line
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#masking-a-value-in-a-log), for Azure Pipelines
 * (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands). Elsewhere none: they would show the values.
 */
export function announceSecrets(secrets: readonly Secret[], env: NodeJS.ProcessEnv): readonly string[] {
  const announce = env['GITHUB_ACTIONS'] === 'true' ? forGitHub : env['TF_BUILD'] ? forAzure : null
  if (announce === null) return []
  return secrets.flatMap((secret) => linesOf(secret.reveal()).map(announce))
}

function linesOf(value: string): readonly string[] {
  return value.split(/\r?\n/).filter((line) => line.trim().length > 4)
}

function forGitHub(line: string): string {
  return `::add-mask::${line.replaceAll('%', '%25').replaceAll('\r', '%0D')}\n`
}

function forAzure(line: string): string {
  return `##vso[task.setsecret]${line.replaceAll('%', '%AZP25').replaceAll('\r', '%0D')}\n`
}
