import { entryPath, readEntry, relatedTo, toEntryJson } from '../../../disclosure/index.ts'
import type { App } from '../../kit/index.ts'
import { sendRefusal, wantsJson } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { toEntryView } from './entry-view.ts'

/** One published answer, and with `.json` the same for programs. */
export function registerDisclosureEntry(app: App, services: PublicServices): void {
  app.get('/disclosure-log/:reference', async (request, reply) => {
    const authority = services.authorityFor(request)
    const { reader } = services.database
    const { reference: asked } = request.params as { reference: string }
    const reference = asked.replace(/\.json$/, '')
    const found = reference.length > 60 ? null : await readEntry(reader, authority.id, reference)
    if (found === null) return reply.callNotFound()
    if (found.kind === 'withdrawn') {
      const { tombstone } = found
      if (wantsJson(request))
        return sendRefusal(reply, { ok: false, problem: 'withdrawn', detail: tombstone.reason })
      return reply.page(
        'public/disclosure-log/withdrawn.njk',
        {
          ...tombstone,
          replacedBy: tombstone.replacedBy === null ? null : toReplacement(tombstone.replacedBy),
        },
        { status: 410 },
      )
    }
    const { entry } = found
    if (wantsJson(request))
      return reply.send(toEntryJson(entry, services.linkTo(authority, entryPath(reference))))
    return reply.page('public/disclosure-log/page.njk', {
      entry: toEntryView(entry),
      related: await relatedTo(reader, authority.id, entry, 5),
      jsonHref: `${entryPath(reference)}.json`,
      breadcrumbs: [
        { text: 'Home', href: '/' },
        { text: 'Disclosure log', href: '/disclosure-log' },
      ],
    })
  })
}

/** What stands in place of a withdrawn entry: the reference of another, or an address. */
function toReplacement(replacedBy: string): { href: string; text: string } {
  return /^(https?:\/\/|\/)/.test(replacedBy)
    ? { href: replacedBy, text: replacedBy }
    : { href: entryPath(replacedBy), text: replacedBy }
}
