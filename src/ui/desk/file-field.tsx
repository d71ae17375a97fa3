import { useState } from 'react'

type FileFieldProps = {
  id?: string
  /** what a screen reader calls it, where no label is tied to `id` */
  name?: string
  accept?: string
  multiple?: boolean
  disabled?: boolean
  /** the page itself lists what was chosen */
  listed?: boolean
  chosen: (files: FileList) => void
}

/** Chooses files, and says which in the page's own language: a browser says “No file chosen” in its own. */
export function FileField({ id, name, accept, multiple = false, disabled = false, listed = false, chosen }: FileFieldProps) {
  const [names, setNames] = useState<string[]>([])
  return (
    <span className="file-field">
      <input
        id={id}
        type="file"
        aria-label={name}
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        onChange={({ target: { files } }) => {
          if (!files) return
          setNames([...files].map((f) => f.name))
          chosen(files)
        }}
      />
      <span aria-hidden="true">选文件</span>
      {listed ? null : <output htmlFor={id}>{names.join('、') || '还没有选'}</output>}
    </span>
  )
}
