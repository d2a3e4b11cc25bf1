import { expect, test } from 'vitest'
import { isEnvFile, isExample, isTemplate } from '../../src/policy/env-file-name.ts'

test.each([
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.default',
  '.env.defaults',
  '.env.schema',
  '.env.local.example',
  '.env.production.example',
  '.env-example',
  '.env_sample',
  'env.example',
  'example.env',
  '.example.env',
  'sample.env',
  'apps/web/.env.example',
  '.ENV.EXAMPLE',
])('%s is a template that tells the keys', (path) => {
  expect([isExample(path), isTemplate(path), isEnvFile(path)]).toEqual([true, true, false])
})

test.each(['.env.test', '.env.testing', 'apps/web/.env.ci'])('%s is a template that tells no keys', (path) => {
  expect([isExample(path), isTemplate(path), isEnvFile(path)]).toEqual([false, true, false])
})

test.each([
  '.env',
  '.env.local',
  '.env.production',
  '.env.test.local',
  '.env.keys',
  '.env.bak',
  '.env~',
  '.env-prod',
  '.env_prod',
  '.env.example.bak',
  '.Env',
  'apps/web/.env',
  'a\nb/.env.x\ny',
])('%j is an env file', (path) => {
  expect([isExample(path), isTemplate(path), isEnvFile(path)]).toEqual([false, false, true])
})

test.each([
  '.envrc',
  'docker.env',
  'env',
  'env.ts',
  'src/env.d.ts',
  '.env.d.ts',
  '.env.js',
  '.env.md',
  '.env.vault',
  '.env.production.enc',
  '.env.gpg',
  '.environment',
  '.env/settings',
  'my.env.example.md',
  '',
])('%j is neither', (path) => {
  expect([isExample(path), isTemplate(path), isEnvFile(path)]).toEqual([false, false, false])
})
