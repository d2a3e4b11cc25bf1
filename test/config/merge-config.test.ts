import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/config/default-settings.ts'
import { mergeConfig, type Run, withSettings } from '../../src/config/merge-config.ts'

const run: Run = {
  cwd: '/repo/src',
  root: '/repo',
  source: { kind: 'staged' },
  origin: { kind: 'repository', file: '/repo/keywarden.toml' },
  overrides: { failOn: 'critical', baseline: '' },
}

test('a flag stands above the settings, and the settings above nothing', () => {
  const config = mergeConfig({ ...DEFAULT_SETTINGS, failOn: 'medium', minConfidence: 'high' }, run)
  expect(config).toMatchObject({ failOn: 'critical', minConfidence: 'high', baseline: '', strictChecksums: false })
})

test('other settings are put under the same flags', () => {
  const config = mergeConfig({ ...DEFAULT_SETTINGS, minConfidence: 'high' }, run)
  expect(withSettings(config, { ...DEFAULT_SETTINGS, strictChecksums: true })).toEqual(
    mergeConfig({ ...DEFAULT_SETTINGS, strictChecksums: true }, run),
  )
})

test('a config is frozen to its leaves and shares none with what it was made of', () => {
  const settings = { ...DEFAULT_SETTINGS, rules: { files: ['/a'], disabled: ['b'] } }
  const config = mergeConfig(settings, run)
  expect(() => (config.rules.disabled as string[]).push('c')).toThrow(TypeError)
  settings.rules.disabled.push('c')
  expect(config.rules.disabled).toEqual(['b'])
})
