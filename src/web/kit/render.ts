import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import nunjucks from 'nunjucks'
import { toFormView } from './form-view.ts'
import type { FormState } from './forms.ts'
import { filters, safe } from './filters.ts'
import { anonymousFooter, publicNavigation, staffNavigation } from './navigation.ts'
import type { App, KitOptions, PageView } from './options.ts'
import { bootScript } from './security.ts'

/** The media type of every page. */
export const pageType = 'text/html; charset=utf-8'

const webRoot = join(import.meta.dirname, '..')
const packages = join(webRoot, '../../node_modules')

/** The template engine: escapes everything, reads and compiles each template once. */
function createTemplates(extraRoots: string[] = []): nunjucks.Environment {
  const roots = [
    ...extraRoots,
    webRoot,
    // For the API, which has one page: it is named from src, as `api/pages/…`.
    join(webRoot, '..'),
    join(packages, 'govuk-frontend/dist'),
    join(packages, '@ministryofjustice/frontend'),
  ]
  const loader = new nunjucks.FileSystemLoader(roots, { watch: false, noCache: false })
  const templates = new nunjucks.Environment(loader, {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  })
  for (const [name, filter] of Object.entries(filters)) templates.addFilter(name, filter)
  return templates
}

/** Adds `reply.page`. `assets` maps a source name (`main.css`) to its address. */
export function addPages(
  app: App,
  options: KitOptions,
  assets: Record<string, string>,
  brandSheet: (colour: string) => string,
): void {
  const templates = createTemplates(options.templateRoots)
  templates.addGlobal('assets', assets)
  templates.addGlobal('bootScript', safe(bootScript))

  app.decorateReply('render', function (this: FastifyReply, template: string, view: PageView) {
    const { request } = this
    const { authority, staff, banner } = options.context(request)
    const path = request.url.split('?', 1)[0] ?? '/'
    return templates.render(template, {
      banner: banner ?? null,
      ...view,
      form: isForm(view['form']) ? toFormView(view['form']) : null,
      authority,
      staff,
      path,
      brandSheet: brandSheet(authority.colour),
      footerLinks: authority.footerLinks ?? anonymousFooter,
      navigation: { public: publicNavigation(path), staff: staffNavigation(path, staff?.places) },
      csrfToken: request.formToken(),
      nonce: () => this.inlineNonce(),
    })
  })

  app.decorateReply(
    'page',
    function (this: FastifyReply, template: string, view: PageView, settings: { status?: number } = {}) {
      return this.code(settings.status ?? this.statusCode)
        .type(pageType)
        .send(this.render(template, view))
    },
  )
}

function isForm(value: unknown): value is FormState {
  return typeof value === 'object' && value !== null && 'values' in value && 'errors' in value
}
