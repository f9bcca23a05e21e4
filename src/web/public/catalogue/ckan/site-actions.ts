import { ckanNotFound, type CatalogueSource } from '../../../../catalogue/index.ts'
import { licences } from '../../../../law/index.ts'
import type { Action, Actions } from './action.ts'
import { requiredText } from './parameters.ts'

const nothing = (help: string): Action => ({ help, run: () => Promise.resolve([]) })

/** What a client asks of a site before it asks for data. */
export function siteActions(all: () => Actions): Actions {
  return {
    status_show: {
      help: 'What the site is and which interface it speaks.',
      run: ({ source }) => Promise.resolve(status(source)),
    },
    site_read: { help: 'Whether the site may be read: always.', run: () => Promise.resolve(true) },
    help_show: {
      help: 'What an action does. name: the action.',
      run: (_context, given) => {
        const name = requiredText(given, 'name')
        const actions = all()
        const action = Object.hasOwn(actions, name) ? actions[name] : undefined
        if (action === undefined) throw ckanNotFound(`Action “${name.slice(0, 100)}” not found`)
        return Promise.resolve(action.help)
      },
    },
    license_list: {
      help: 'The licences that datasets here may have.',
      run: ({ source }) =>
        Promise.resolve(
          licences.map((licence) => ({
            id: licence.ckanId,
            title: licence.title,
            url: licence.url ?? source.linkTo(`/licences/${licence.id}`),
            status: 'active',
            od_conformance: licence.isOpen ? 'approved' : 'not reviewed',
            osd_conformance: 'not reviewed',
            is_okd_compliant: licence.isOpen,
            is_osi_compliant: false,
            domain_content: false,
            domain_data: true,
            domain_software: false,
            maintainer: '',
            family: '',
          })),
        ),
    },
    user_list: nothing('Users are not public: an empty list.'),
    vocabulary_list: nothing('There are no vocabularies: an empty list.'),
    resource_view_list: nothing('Views are pages of the dataset itself: an empty list.'),
  }
}

function status({ authority, linkTo }: CatalogueSource): Record<string, unknown> {
  return {
    site_title: `Open data of ${authority.name}`,
    site_description: '',
    site_url: linkTo('/').replace(/\/$/, ''),
    // The release of CKAN whose reading interface this follows; clients choose what to send by it.
    ckan_version: '2.10.0',
    error_emails_to: null,
    locale_default: 'en_GB',
    extensions: ['datastore'],
  }
}
