/** Stands in for a command whose subject is not built yet: says so and fails, so that nobody takes silence for success. */
const [command = 'this command', subject = 'its subject'] = process.argv.slice(2)

process.stderr.write(`npm run ${command}: there is nothing to run yet, because ${subject} is not built.\n`)
process.exitCode = 1
