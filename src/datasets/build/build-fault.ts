/** A fault whose words hold no cell of the table: they may be kept. */
export class BuildFault extends Error {}

/** The engine has no code for a full disk, only words. */
export function isFull(message: string): boolean {
  return /no space left|ENOSPC|disk is full|could not write all bytes|max_temp_directory_size/i.test(message)
}
