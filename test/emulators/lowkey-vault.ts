import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { CACHE, type Emulator, freePort, NotHere, runTool, startServer } from './emulator.ts'

/** The last release that runs on Java 17; it knows the service's interface up to 7.6. */
const VERSION = '3.4.33'
const ARTIFACT = `com.github.nagyesta.lowkey-vault:lowkey-vault-app:${VERSION}`
const JAR = `lowkey-vault-app-${VERSION}.jar`

/** Starts lowkey-vault (MIT), an emulator of Azure Key Vault, from Maven Central; its certificate is its own. @param folder keeps what is installed */
export async function startLowkeyVault(folder: string = CACHE): Promise<Emulator & { readonly tokenUrl: string }> {
  await requireJava()
  const jar = join(folder, JAR)
  if (!existsSync(jar)) await install(folder)
  const [port, tokenPort] = [await freePort(), await freePort()]
  const args = ['-jar', jar, `--server.port=${port}`, `--app.token.port=${tokenPort}`]
  const caFile = join(folder, 'lowkey-vault.pem')
  const stop = await startServer('java', [...args, '--LOWKEY_VAULT_RELAXED_PORTS=true'], () =>
    keepCertificate(port, caFile),
  )
  const tokenUrl = `http://127.0.0.1:${tokenPort}/metadata/identity/oauth2/token`
  return { url: `https://localhost:${port}`, caFile, tokenUrl, stop }
}

async function requireJava(): Promise<void> {
  const told = await runTool('java', ['-version'], 1)
  const major = Number(/version "(\d+)/.exec(told)?.[1] ?? 0)
  if (major < 17) throw new NotHere(`java is version ${major}, lowkey-vault ${VERSION} needs 17`)
}

async function install(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.0:copy'
  await runTool('mvn', ['-q', '-B', goal, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${folder}`], 5)
}

/** Trust on first use, on loopback: the certificate that it shows is the one that the tests name as authority. */
function keepCertificate(port: number, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      const { raw } = socket.getPeerCertificate()
      socket.end()
      const lines = raw.toString('base64').match(/.{1,64}/g) ?? []
      const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
      writeFile(file, pem).then(resolve, reject)
    })
    socket.on('error', reject)
  })
}
