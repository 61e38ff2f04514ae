/** What a file probably is, by its name's ending: for its picture, and for the warning before it is opened. */
import type { FileKind } from '../views.ts';

const endings: Readonly<Record<Exclude<FileKind, 'other'>, string>> = {
  image: 'png jpg jpeg gif webp avif bmp svg heic tif tiff ico',
  audio: 'mp3 ogg oga opus flac wav m4a aac',
  video: 'mp4 mkv webm mov avi m4v mpg mpeg',
  text: 'txt md csv json xml yaml yml log ini toml c h cpp go rs ts tsx css tex',
  document: 'pdf doc docx odt xls xlsx ods ppt pptx odp epub rtf',
  archive: 'zip gz tgz tar 7z rar xz bz2 zst',
  program:
    'exe com bat cmd msi msix appx scr pif ps1 psm1 vbs vbe js jse mjs wsf wsh hta cpl jar lnk url reg inf dll sys ' +
    'sh bash zsh fish run bin appimage deb rpm flatpakref desktop py pl rb app command tool workflow pkg dmg iso apk html htm xhtml',
};

const kinds = new Map<string, FileKind>();
for (const [kind, list] of Object.entries(endings) as [FileKind, string][])
  for (const ending of list.split(' ')) kinds.set(ending, kind);

/** Also a name without an ending may be a program, but most aren't: the systems don't run what merely arrived. */
export function fileKind(name: string): FileKind {
  const ending = /\.([a-z0-9]+)[. ]*$/i.exec(name)?.[1]?.toLowerCase();
  return (ending === undefined ? undefined : kinds.get(ending)) ?? 'other';
}
