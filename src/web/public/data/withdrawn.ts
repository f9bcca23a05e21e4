import type { DatasetVersion } from '../../../datasets/index.ts'
import { legalDay } from '../../../kernel/clock.ts'
import { dayInWords } from '../../../kernel/dates.ts'
import { sendRefusal } from '../../kit/index.ts'
import type { FastifyReply, FastifyRequest } from '../../kit/options.ts'
import type { DatasetContext } from './dataset-context.ts'

/** What stood here, when and why it was taken down, whom to ask, and what stands in its place. */
export function sendDatasetGone(
  request: FastifyRequest,
  reply: FastifyReply,
  { dataset }: DatasetContext,
): FastifyReply {
  const { withdrawal } = dataset
  return sendGone(request, reply, {
    slug: dataset.slug,
    title: dataset.title,
    heading: 'This dataset has been withdrawn',
    at: withdrawal?.at ?? dataset.changedAt,
    reason: withdrawal?.reason ?? '',
    contact: withdrawal?.contact || dataset.contactEmail,
    replacedBy: withdrawal?.replacedBy ? toReplacement(withdrawal.replacedBy) : null,
    history: `/data/${dataset.slug}/versions`,
  })
}

export function sendVersionGone(
  request: FastifyRequest,
  reply: FastifyReply,
  { dataset, latest }: DatasetContext,
  version: DatasetVersion,
): FastifyReply {
  return sendGone(request, reply, {
    slug: dataset.slug,
    title: `${dataset.title}, version ${version.number ?? ''}`,
    heading: 'This version has been withdrawn',
    at: version.withdrawal?.at ?? dataset.changedAt,
    reason: version.withdrawal?.reason ?? '',
    contact: dataset.contactEmail,
    replacedBy:
      latest === null
        ? null
        : { href: `/data/${dataset.slug}`, text: `${dataset.title}, version ${latest.number ?? ''}` },
    history: `/data/${dataset.slug}/versions`,
  })
}

type Gone = {
  slug: string
  title: string
  heading: string
  at: Temporal.Instant
  reason: string
  contact: string
  replacedBy: { href: string; text: string } | null
  history: string
}

function sendGone(request: FastifyRequest, reply: FastifyReply, gone: Gone): FastifyReply {
  if (wantsPage(request)) return reply.page('public/data/withdrawn.njk', gone, { status: 410 })
  const instead = gone.replacedBy === null ? '' : ` In its place: ${gone.replacedBy.href}.`
  reply.header('Access-Control-Allow-Origin', '*')
  return sendRefusal(reply, {
    ok: false,
    problem: 'withdrawn',
    detail: `${gone.title} was withdrawn on ${dayInWords(legalDay(gone.at))}: ${gone.reason.replace(/\.$/, '')}. Ask ${gone.contact}.${instead}`,
  })
}

/** A person who follows a link to a file reads the page; a program that fetches it reads the problem. */
function wantsPage(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? ''
  if (path.endsWith('.json')) return false
  const accept = request.headers.accept ?? ''
  if (/\.[a-z]+$/.test(path)) return accept.includes('text/html')
  return !/application\/(problem\+)?json/.test(accept) || accept.includes('text/html')
}

/** What replaces a dataset: the address name of another, or a whole address. */
function toReplacement(replacedBy: string): { href: string; text: string } {
  return /^(https?:\/\/|\/)/.test(replacedBy)
    ? { href: replacedBy, text: replacedBy }
    : { href: `/data/${encodeURIComponent(replacedBy)}`, text: replacedBy }
}
