import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyRequest } from 'fastify'
import { countWaitingArrivals } from '../cases/index.ts'
import { can } from '../identity/index.ts'
import { today } from '../kernel/clock.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { installationGauges, type InstallationGauges } from '../reports/index.ts'
import type { App } from '../web/kit/index.ts'
import { tokenHolder } from './access.ts'
import type { ApiServices } from './api-services.ts'
import { writeMetrics, type Metric, type Sample } from './write-metrics.ts'

/** Upper bounds in seconds: a page is meant to take hundredths, a letter tenths, an export seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

type Timing = { labels: Record<string, string>; counts: number[]; sum: number; count: number }

/**
 * What an operator watches, as Prometheus reads it: counts and times by route pattern, never an address that was asked
 * for. Read from the machine itself, or with the token of an administrator, who sees their own authority.
 */
export function registerMetrics(app: App, services: ApiServices): void {
  const requests = new Map<string, { labels: Record<string, string>; count: number }>()
  const timings = new Map<string, Timing>()
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()
  app.addHook('onClose', async () => void lag.disable())

  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none' }
    const status = String(reply.statusCode)
    const counted = entry(requests, `${labels.method} ${labels.route} ${status}`, () => ({
      labels: { ...labels, status },
      count: 0,
    }))
    counted.count += 1
    const timing = entry(timings, `${labels.method} ${labels.route}`, () => ({
      labels,
      counts: bounds.map(() => 0),
      sum: 0,
      count: 0,
    }))
    const seconds = reply.elapsedTime / 1000
    timing.sum += seconds
    timing.count += 1
    const place = bounds.findIndex((bound) => seconds <= bound)
    if (place !== -1) timing.counts[place] = (timing.counts[place] ?? 0) + 1
  })

  app.get('/metrics', { config: { rate: 'api', private: true } }, async (request, reply) => {
    const authorityId = await whoseMetrics(services, request)
    const gauges = await installationGauges(
      services.database.reader,
      today(services.clock),
      authorityId,
    ).catch(() => null)
    const text = writeMetrics([
      {
        name: 'muniment_http_requests_total',
        help: 'Answers by route pattern and status.',
        type: 'counter',
        samples: [...requests.values()].map(({ labels, count }) => ({ labels, value: count })),
      },
      {
        name: 'muniment_http_request_duration_seconds',
        help: 'Time from request to answer.',
        type: 'histogram',
        samples: [...timings.values()].flatMap(toSamples),
      },
      single(
        'muniment_event_loop_lag_mean_seconds',
        'Mean delay of the event loop since last read.',
        lag.mean / 1e9,
      ),
      single('muniment_event_loop_lag_p99_seconds', '99th percentile of it.', lag.percentile(99) / 1e9),
      single(
        'process_start_time_seconds',
        'When the process started.',
        Math.floor((Date.now() - process.uptime() * 1000) / 1000),
      ),
      single('process_resident_memory_bytes', 'Memory the process holds.', process.memoryUsage.rss()),
      single('muniment_database_up', '1 while the database answers.', gauges === null ? 0 : 1),
      ...(gauges === null ? [] : domainMetrics(gauges)),
      ...(authorityId === null ? await arrivalMetrics(services) : []),
    ])
    lag.reset()
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(text)
  })
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

function single(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', samples: [{ value: Number.isFinite(value) ? value : 0 }] }
}

function toSamples({ labels, counts, sum, count }: Timing): Sample[] {
  let below = 0
  const buckets = bounds.map((bound, index): Sample => {
    below += counts[index] ?? 0
    return { suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: below }
  })
  return [
    ...buckets,
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: count },
  ]
}

function domainMetrics({ authorities, outbox }: InstallationGauges): Metric[] {
  return [
    {
      name: 'muniment_cases_open',
      help: 'Cases that are not answered, withdrawn or closed.',
      type: 'gauge',
      samples: authorities.map(({ slug, open }) => ({ labels: { authority: slug }, value: open })),
    },
    {
      name: 'muniment_cases_overdue',
      help: 'Open cases past the day they were due in law.',
      type: 'gauge',
      samples: authorities.map(({ slug, overdue }) => ({ labels: { authority: slug }, value: overdue })),
    },
    {
      name: 'muniment_outbox_messages',
      help: 'Messages by state; `failed` needs a person.',
      type: 'gauge',
      samples: outbox.map(({ state, messages }) => ({ labels: { state }, value: messages })),
    },
  ]
}

/** Of the whole installation, so not for one authority. */
async function arrivalMetrics(services: ApiServices): Promise<Metric[]> {
  const waiting = await countWaitingArrivals(services).catch(() => null)
  const { virusScanner } = services
  return [
    ...(waiting === null
      ? []
      : [single('muniment_documents_waiting', 'Files that came in and wait to be looked into.', waiting)]),
    ...(virusScanner === null
      ? []
      : [
          single(
            'muniment_virus_scanner_up',
            '1 while the virus scanner answers; files wait while it does not.',
            virusScanner.isReachable() === false ? 0 : 1,
          ),
        ]),
  ]
}

/** Null for the whole installation. Throws `not-permitted` for everybody but the machine itself and administrators. */
async function whoseMetrics(services: ApiServices, request: FastifyRequest): Promise<string | null> {
  const holder = await tokenHolder(services, request)
  if (holder !== null && can(holder, 'manage-authority')) return holder.authorityId
  // Behind a proxy every visitor seems to come from the proxy's machine; what a proxy passes on says that it did.
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => name in request.headers,
  )
  if (holder === null && !passedOn && isLoopback(request.socket.remoteAddress ?? '')) return null
  throw new ProblemError(
    'not-permitted',
    'Metrics are read on the machine itself, or with the API token of an administrator.',
  )
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
