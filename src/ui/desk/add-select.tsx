import { Select, type SelectProps } from 'antd'
import { useState } from 'react'

type Added<T extends string> = Pick<SelectProps<T>, 'className' | 'options' | 'showSearch' | 'placeholder'> & {
  /** what it adds, as its name and in its place */
  label: string
  add: (id: T) => void
}

/**
 * A choice that adds something and is empty again. It is closed in the moment it adds: one that closes by itself does so a little later,
 * and takes the Tab in between for another choice.
 */
export function AddSelect<T extends string>({ label, add, ...props }: Added<T>) {
  const [open, setOpen] = useState(false)
  const choose = (id: T) => {
    setOpen(false)
    add(id)
  }
  return (
    <Select<T>
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
