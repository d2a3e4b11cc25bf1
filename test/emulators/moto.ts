import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { CACHE, cached, type Emulator, freePort, runTool, startServer } from './emulator.ts'

/** moto (Apache-2.0) with the service that is tested; its extra `server` would bring three times as much. */
const PACKAGES = ['moto[secretsmanager]>=5.1,<6', 'flask', 'flask-cors']

/** Starts moto, an emulator of AWS, installed from PyPI into a virtual environment of its own. */
export async function startMoto(): Promise<Emulator> {
  const python = cached('moto', 'bin', 'python')
  if (!existsSync(cached('moto', 'installed'))) await install(python)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = ['-c', 'from moto.server import main; main()', '-H', '127.0.0.1', '-p', String(port)]
  return { url, stop: await startServer(python, server, () => fetch(`${url}/moto-api/`)) }
}

async function install(python: string): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  await rm(cached('moto'), { recursive: true, force: true })
  await runTool('python3', ['-m', 'venv', cached('moto')], 2)
  await runTool(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES], 8)
  await mkdir(cached('moto-done'), { recursive: true })
  await rename(cached('moto-done'), cached('moto', 'installed'))
}
