// Fetches published npm packages into the bench cache, each once, and unpacks them. No code of them is run.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Standard output of a command; its standard input is empty, for npm waits on an open one. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString())
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}`))
    })
  })
}

/** Unpacks `name@version` below `cache` unless it is there; gives the folder. */
export async function fetchPackage(cache, name, version) {
  const folder = join(cache, `${name.replace('/', '+')}@${version}`)
  if (existsSync(folder)) return folder
  const staging = `${folder}.new`
  rmSync(staging, { recursive: true, force: true })
  mkdirSync(staging, { recursive: true })
  const spec = `${name}@${version}`
  const stdout = await run('npm', ['pack', spec, '--json', '--ignore-scripts', '--pack-destination', staging])
  const packed = JSON.parse(stdout)
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed)
  const archive = join(staging, filename.replace('@', '').replace('/', '-'))
  await run('tar', ['xzf', existsSync(archive) ? archive : join(staging, filename), '-C', staging])
  rmSync(archive, { force: true })
  renameSync(staging, folder)
  return folder
}

/** The published versions of a package that hold to `filter`, oldest first. */
export async function versionsOf(name, filter) {
  const stdout = await run('npm', ['view', name, 'versions', '--json'])
  return JSON.parse(stdout).filter((version) => !version.includes('-') && filter(version))
}

/** Fetches many with a few downloads at a time. */
export async function fetchAll(cache, specs, parallel = 4) {
  mkdirSync(cache, { recursive: true })
  const folders = new Array(specs.length)
  let next = 0
  const worker = async () => {
    for (let i = next++; i < specs.length; i = next++) folders[i] = await fetchPackage(cache, ...specs[i])
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  return folders
}
