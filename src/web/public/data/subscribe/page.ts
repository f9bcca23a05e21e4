import { channels, subscribe, subscriptionPath } from '../../../../catalogue/index.ts'
import { findDataset } from '../../../../datasets/index.ts'
import type { App, FormState } from '../../../kit/index.ts'
import { blankForm, readForm } from '../../../kit/index.ts'
import type { FastifyReply, FastifyRequest } from '../../../kit/options.ts'
import type { PublicServices } from '../../public-services.ts'
import { addRefusal } from '../add-refusal.ts'

type About = { slug: string; title: string } | null

/** Being told when data is published or changes: all of it, or one dataset. */
export function registerSubscribe(app: App, services: PublicServices): void {
  for (const path of ['/data/subscribe', '/data/:slug/subscribe'] as const) {
    app.get(path, async (request, reply) => {
      const about = await findAbout(request)
      if (about === undefined) return reply.callNotFound()
      return show(reply, about, blankForm({ channel: services.mailConfigured ? 'email' : 'webhook' }))
    })

    app.post(path, async (request, reply) => {
      const about = await findAbout(request)
      if (about === undefined) return reply.callNotFound()
      const form = readForm(request.body)
      const channel = form.choice('channel', channels, { required: 'Select how you would like to be told' })
      const email = form.text('email', { label: 'Your email address', most: 300 })
      const webhook = form.text('webhook', { label: 'The address', most: 2000 })
      if (channel === 'email' && email === '') form.fail('email', 'Enter your email address')
      if (channel === 'webhook' && webhook === '') form.fail('webhook', 'Enter the address to send to')
      if (!form.ok || channel === null) return show(reply, about, form.state(), 422)
      const made = await subscribe(services, services.authorityFor(request), {
        dataset: about?.slug ?? null,
        channel,
        address: channel === 'email' ? email : webhook,
      })
      if (!made.ok) {
        const { fields = [] } = made
        const named = fields.map((one) => (one.field === 'address' ? { ...one, field: channel } : one))
        addRefusal(form, fields.length === 0 ? made : { ...made, fields: named }, channel)
        return show(reply, about, form.state(), 422)
      }
      if (made.value.channel === 'email') return reply.redirect(`${pathOf(about)}/sent`, 303)
      // Its secrets are shown this once, so this page has no address of its own to go to.
      const { secret, signingSecret } = made.value
      const link = services.linkTo(services.authorityFor(request), subscriptionPath(secret))
      return reply
        .header('Cache-Control', 'no-store')
        .page('public/data/subscribe/webhook.njk', { about, link, signingSecret }, { status: 201 })
    })

    app.get(`${path}/sent`, async (request, reply) => {
      const about = await findAbout(request)
      if (about === undefined) return reply.callNotFound()
      return reply.page('public/data/subscribe/sent.njk', { about })
    })
  }

  /** The dataset of the address; null for all of them, undefined where there is none of that name. */
  async function findAbout(request: FastifyRequest): Promise<About | undefined> {
    const { slug } = request.params as { slug?: string }
    if (slug === undefined) return null
    const dataset = await findDataset(services.database.reader, services.authorityFor(request).id, slug)
    return dataset?.state === 'published' ? dataset : undefined
  }

  function show(reply: FastifyReply, about: About, form: FormState, status = 200): FastifyReply {
    return reply.page(
      'public/data/subscribe/page.njk',
      {
        form,
        about: about === null ? null : { slug: about.slug, title: about.title },
        action: pathOf(about),
        mailConfigured: services.mailConfigured,
        feedHref: about === null ? '/feeds/data.atom' : `/feeds/data/${about.slug}.atom`,
        backLink: about === null ? '/data' : `/data/${about.slug}`,
      },
      { status },
    )
  }
}

function pathOf(about: About): string {
  return about === null ? '/data/subscribe' : `/data/${about.slug}/subscribe`
}
