import { existsSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { z } from 'zod'
import { projectFile, projectPath } from './project-file.ts'

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      build: z.string().optional(),
      read_only: z.literal(true),
      ports: z.array(z.string()),
      volumes: z.array(z.string()),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
})
const prometheusSchema = z.object({
  scrape_configs: z.array(z.object({ static_configs: z.array(z.object({ targets: z.array(z.string()) })) })),
})

const compose = composeSchema.parse(parse(projectFile('deploy/compose.yaml')))

t.test('what the compose file mounts and builds exists', (t) => {
  for (const { build, volumes } of Object.values(compose.services)) {
    if (build !== undefined) t.ok(existsSync(projectPath(`deploy/${build}/Dockerfile`)), build)
    for (const volume of volumes) {
      const [source = ''] = volume.split(':')
      if (source.startsWith('.')) t.ok(existsSync(projectPath(`deploy/${source}`)), volume)
      else t.ok(source in compose.volumes, volume)
    }
  }
  t.end()
})

t.test('only syslog is open to other machines', (t) => {
  const open = Object.values(compose.services).flatMap(({ ports }) => ports.filter((port) => !port.startsWith('127.0.0.1:')))
  t.same(open, ['514:5514/udp', '514:5514/tcp'])
  t.end()
})

t.test('Prometheus scrapes a service of the compose file, on a port that the image exposes', (t) => {
  const { scrape_configs: jobs } = prometheusSchema.parse(parse(projectFile('deploy/prometheus.yml')))
  const targets = jobs.flatMap((job) => job.static_configs.flatMap((group) => group.targets))
  t.same(targets, ['cefwatch:9514'])
  t.ok('cefwatch' in compose.services)
  t.match(projectFile('Dockerfile'), /^EXPOSE .*9514\/tcp/m)
  t.end()
})
