import { apifyCrc32 } from './apify-crc32.ts'
import { artifactory } from './artifactory.ts'
import { atlassianCrc32 } from './atlassian-crc32.ts'
import { awsKeyId } from './aws-key-id.ts'
import { azureDevopsPat } from './azure-devops-pat.ts'
import { azureIdentifiableKey } from './azure-identifiable-key.ts'
import { azureJqqj } from './azure-jqqj.ts'
import { basicAuth } from './basic-auth.ts'
import { bech32 } from './bech32.ts'
import { bitbucketDc } from './bitbucket-dc.ts'
import type { Check } from './check.ts'
import { cloudflareCrc32 } from './cloudflare-crc32.ts'
import { connectionString } from './connection-string.ts'
import { crc32Base62 } from './crc32-base62.ts'
import { discordSnowflake } from './discord-snowflake.ts'
import { entraSecret } from './entra-secret.ts'
import { gcpServiceAccount } from './gcp-service-account.ts'
import { githubFineGrained } from './github-fine-grained.ts'
import { gitlabRoutable } from './gitlab-routable.ts'
import { grafanaCrc32 } from './grafana-crc32.ts'
import { grafanaJson } from './grafana-json.ts'
import { jwt } from './jwt.ts'
import { natsSeed } from './nats-seed.ts'
import { privateKey } from './private-key.ts'
import { pypiMacaroon } from './pypi-macaroon.ts'
import { saladcloudCrc32 } from './saladcloud-crc32.ts'
import { sentryJson } from './sentry-json.ts'
import { telegramBot } from './telegram-bot.ts'
import { zuploCrc32 } from './zuplo-crc32.ts'

/** Every offline check by the name that rules declare it with. */
export const CHECKS = {
  'apify-crc32': apifyCrc32,
  artifactory,
  'atlassian-crc32': atlassianCrc32,
  'aws-key-id': awsKeyId,
  'azure-devops-pat': azureDevopsPat,
  'azure-identifiable-key': azureIdentifiableKey,
  'azure-jqqj': azureJqqj,
  'basic-auth': basicAuth,
  bech32,
  'bitbucket-dc': bitbucketDc,
  'cloudflare-crc32': cloudflareCrc32,
  'connection-string': connectionString,
  'crc32-base62': crc32Base62,
  'discord-snowflake': discordSnowflake,
  'entra-secret': entraSecret,
  'gcp-service-account': gcpServiceAccount,
  'github-fine-grained': githubFineGrained,
  'gitlab-routable': gitlabRoutable,
  'grafana-crc32': grafanaCrc32,
  'grafana-json': grafanaJson,
  jwt,
  'nats-seed': natsSeed,
  'private-key': privateKey,
  'pypi-macaroon': pypiMacaroon,
  'saladcloud-crc32': saladcloudCrc32,
  'sentry-json': sentryJson,
  'telegram-bot': telegramBot,
  'zuplo-crc32': zuploCrc32,
} satisfies Record<string, Check>
