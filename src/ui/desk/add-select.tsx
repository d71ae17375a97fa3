import { Select, type SelectProps } from 'antd'
import { useState } from 'react'

type Added = Pick<SelectProps<string>, 'className' | 'options' | 'showSearch' | 'placeholder'> & {
  /** what it adds, as its name and in its place */
  label: string
  add: (id: string) => void
}

/**
 * A choice that adds something and is empty again. It is closed in the moment it adds: one that closes by itself does so a little later,
 * and takes the Tab in between for another choice.
 */
export function AddSelect({ label, add, ...props }: Added) {
  const [open, setOpen] = useState(false)
  const choose = (id: string) => {
    setOpen(false)
    add(id)
  }
  return (
    <Select
      aria-label={label}
      placeholder={label}
      value={null}
      open={open}
      onOpenChange={setOpen}
      onChange={choose}
      popupMatchSelectWidth={false}
      {...props}
    />
  )
}
