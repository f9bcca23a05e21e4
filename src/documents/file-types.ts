/** Media type, usual extensions (first one is given to new files) and whether the type can run code when opened. */
type FileTypeFacts = { mediaType: string; extensions: readonly string[]; words: string }

/** Every kind of file Muniment can tell apart. */
export const fileTypes = {
  pdf: { mediaType: 'application/pdf', extensions: ['pdf'], words: 'PDF' },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx', 'docm', 'dotx'],
    words: 'DOCX',
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extensions: ['xlsx', 'xlsm', 'xltx'],
    words: 'XLSX',
  },
  pptx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extensions: ['pptx', 'pptm', 'ppsx'],
    words: 'PPTX',
  },
  odt: { mediaType: 'application/vnd.oasis.opendocument.text', extensions: ['odt'], words: 'ODT' },
  ods: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', extensions: ['ods'], words: 'ODS' },
  odp: { mediaType: 'application/vnd.oasis.opendocument.presentation', extensions: ['odp'], words: 'ODP' },
  doc: { mediaType: 'application/msword', extensions: ['doc', 'dot'], words: 'DOC' },
  xls: { mediaType: 'application/vnd.ms-excel', extensions: ['xls', 'xlt'], words: 'XLS' },
  ppt: { mediaType: 'application/vnd.ms-powerpoint', extensions: ['ppt', 'pps'], words: 'PPT' },
  msg: { mediaType: 'application/vnd.ms-outlook', extensions: ['msg'], words: 'Outlook message' },
  eml: { mediaType: 'message/rfc822', extensions: ['eml'], words: 'email message' },
  tnef: { mediaType: 'application/ms-tnef', extensions: ['dat', 'tnef'], words: 'Outlook winmail.dat' },
  csv: { mediaType: 'text/csv', extensions: ['csv', 'tsv'], words: 'CSV' },
  txt: { mediaType: 'text/plain', extensions: ['txt', 'text', 'log', 'md'], words: 'text' },
  rtf: { mediaType: 'application/rtf', extensions: ['rtf'], words: 'RTF' },
  html: { mediaType: 'text/html', extensions: ['html', 'htm'], words: 'HTML' },
  xml: { mediaType: 'application/xml', extensions: ['xml', 'kml', 'gml'], words: 'XML' },
  json: { mediaType: 'application/json', extensions: ['json', 'geojson'], words: 'JSON' },
  ics: { mediaType: 'text/calendar', extensions: ['ics'], words: 'calendar' },
  png: { mediaType: 'image/png', extensions: ['png'], words: 'PNG' },
  jpeg: { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'], words: 'JPEG' },
  gif: { mediaType: 'image/gif', extensions: ['gif'], words: 'GIF' },
  tiff: { mediaType: 'image/tiff', extensions: ['tif', 'tiff'], words: 'TIFF' },
  webp: { mediaType: 'image/webp', extensions: ['webp'], words: 'WebP' },
  heic: { mediaType: 'image/heic', extensions: ['heic', 'heif'], words: 'HEIC' },
  mp3: { mediaType: 'audio/mpeg', extensions: ['mp3'], words: 'MP3' },
  wav: { mediaType: 'audio/wav', extensions: ['wav'], words: 'WAV' },
  mp4: { mediaType: 'video/mp4', extensions: ['mp4', 'm4v', 'mov', 'm4a'], words: 'MP4' },
  zip: { mediaType: 'application/zip', extensions: ['zip'], words: 'ZIP' },
  archive: {
    mediaType: 'application/octet-stream',
    extensions: ['7z', 'rar', 'gz', 'tgz', 'bz2', 'xz'],
    words: 'archive',
  },
  program: {
    mediaType: 'application/octet-stream',
    extensions: [
      'exe',
      'dll',
      'msi',
      'com',
      'scr',
      'bat',
      'cmd',
      'ps1',
      'vbs',
      'vbe',
      'js',
      'jse',
      'wsf',
      'hta',
      'jar',
      'lnk',
      'sh',
      'app',
      'pif',
      'reg',
      'iso',
      'img',
      'vhd',
    ],
    words: 'program',
  },
  unknown: { mediaType: 'application/octet-stream', extensions: [], words: 'file' },
} as const satisfies Record<string, FileTypeFacts>

export type FileType = keyof typeof fileTypes

const byExtension = new Map<string, FileType>(
  Object.entries(fileTypes).flatMap(([type, facts]) =>
    facts.extensions.map((extension): [string, FileType] => [extension, type as FileType]),
  ),
)

/** The type an extension claims, or `unknown`. */
export function typeOfExtension(extension: string): FileType {
  return byExtension.get(extension.toLowerCase()) ?? 'unknown'
}

/** The type a media type claims, or `unknown` for vague ones such as `application/octet-stream`. */
export function typeOfMediaType(mediaType: string): FileType {
  const wanted = mediaType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (wanted === 'application/octet-stream') return 'unknown'
  for (const [type, facts] of Object.entries(fileTypes))
    if (facts.mediaType === wanted) return type as FileType
  return 'unknown'
}

const megabyte = 1024 * 1024

/** What may be uploaded, with the largest size in bytes. A type that is not here is refused. */
export const allowedUploads: Partial<Record<FileType, { maxBytes: number }>> = {
  pdf: { maxBytes: 100 * megabyte },
  docx: { maxBytes: 50 * megabyte },
  xlsx: { maxBytes: 50 * megabyte },
  pptx: { maxBytes: 100 * megabyte },
  odt: { maxBytes: 50 * megabyte },
  ods: { maxBytes: 50 * megabyte },
  odp: { maxBytes: 100 * megabyte },
  doc: { maxBytes: 50 * megabyte },
  xls: { maxBytes: 50 * megabyte },
  ppt: { maxBytes: 100 * megabyte },
  msg: { maxBytes: 50 * megabyte },
  eml: { maxBytes: 50 * megabyte },
  csv: { maxBytes: 100 * megabyte },
  txt: { maxBytes: 25 * megabyte },
  rtf: { maxBytes: 25 * megabyte },
  html: { maxBytes: 25 * megabyte },
  xml: { maxBytes: 100 * megabyte },
  json: { maxBytes: 100 * megabyte },
  ics: { maxBytes: 1 * megabyte },
  png: { maxBytes: 25 * megabyte },
  jpeg: { maxBytes: 25 * megabyte },
  gif: { maxBytes: 25 * megabyte },
  tiff: { maxBytes: 100 * megabyte },
  webp: { maxBytes: 25 * megabyte },
  heic: { maxBytes: 25 * megabyte },
  mp3: { maxBytes: 100 * megabyte },
  wav: { maxBytes: 100 * megabyte },
  mp4: { maxBytes: 500 * megabyte },
  zip: { maxBytes: 250 * megabyte },
}
