/** A matrix of dark modules as one SVG path: a bar for each run in a row, so that no hairline shows between modules. */
export function pathOf(size: number, dark: (x: number, y: number) => boolean): string {
  let path = ''
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (!dark(x, y)) continue
      const start = x
      while (x + 1 < size && dark(x + 1, y)) x++
      path += `M${start} ${y}h${x - start + 1}v1h-${x - start + 1}z`
    }
  return path
}
