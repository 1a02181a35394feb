import { existsSync } from 'node:fs'
import t from 'tap'
import { loadConfig } from '../../src/config/load-config.ts'
import { projectFile, projectPath } from './project-file.ts'

const lines = projectFile('Dockerfile')
  .replaceAll('\\\n', '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

const instructions = (name: string): string[] =>
  lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))

/** What a COPY takes from the project rather than from another stage. */
const copied = instructions('COPY')
  .filter((copy) => !copy.includes('--from='))
  .flatMap((copy) => copy.split(/ +/).slice(0, -1))

t.test('what is copied exists, and reaches the builder', (t) => {
  const sent = projectFile('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))
  for (const path of copied) {
    t.ok(existsSync(projectPath(path)), path)
    t.ok(
      sent.some((folder) => path === folder || path.startsWith(`${folder}/`)),
      `${path} is not ignored`,
    )
  }
  t.end()
})

t.test('the last stage runs as nobody, with a health check that needs no shell', (t) => {
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')))
  t.match(last[0], /distroless\/nodejs24/)
  t.ok(last.includes('USER 65532:65532'))
  t.notOk(
    last.some((line) => line.startsWith('RUN ')),
    'it has no shell to run anything with',
  )
  for (const name of ['ENTRYPOINT', 'CMD']) t.doesNotThrow(() => void JSON.parse(instructions(name).at(-1) ?? ''), name)
  t.match(instructions('HEALTHCHECK').at(-1), /CMD \["\/nodejs\/bin\/node", "\/app\/bin\/cefwatch\.js", "healthcheck"\]$/)
  t.end()
})

t.test('the configuration of the image is valid, and writes below its volume only', (t) => {
  const result = loadConfig(projectPath('deploy/cefwatch.yaml'), {})
  if (!result.ok) throw new AggregateError(result.errors)
  t.equal(result.config.data.directory, instructions('VOLUME')[0])
  const ports = result.config.listeners.map(({ protocol, port }) => `${port}/${protocol}`)
  t.same(instructions('EXPOSE')[0]?.split(' '), [...ports, `${result.config.http.port}/tcp`])
  t.end()
})
