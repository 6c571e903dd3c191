/* The 48-hour clock. Counts as scripts/explainer/hold_clock.py does; a test compares the two on thousands of starts.
   A moment is what the clock at the jail shows, kept as milliseconds as if it were UTC: no time zone, no summer time. */
(() => {
  "use strict"
  const HOUR = 3600000
  const DAY = 24 * HOUR
  const LENGTH = 48 * HOUR
  const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
  const MONTHS = ["January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December"]

  const read = text => Date.parse(`${text}Z`) // "2026-12-04T17:00"
  const write = moment => new Date(moment).toISOString().slice(0, 16)
  const dayOf = moment => new Date(moment).toISOString().slice(0, 10)

  /* The end of 48 hours from `start`, without weekends and the days in `leftOut` (a Map from "2026-12-25" to a name). */
  const count = (start, leftOut) => {
    if (!leftOut) return {end: start + LENGTH, skipped: []}
    let now = start
    let remaining = LENGTH
    const skipped = []
    for (;;) {
      const midnight = Math.floor(now / DAY) * DAY + DAY
      const weekday = new Date(now).getUTCDay()
      const reason = leftOut.get(dayOf(now)) || (weekday % 6 === 0 ? WEEKDAYS[weekday] : "")
      if (reason) skipped.push([dayOf(now), reason])
      else if (midnight - now >= remaining) return {end: now + remaining, skipped}
      else remaining -= midnight - now
      now = midnight
    }
  }

  /* All counts for one start; `holidays` as in the page's data: [date, name, observed]. */
  const ends = (start, holidays) => {
    const calendar = new Map(holidays.filter(([, , observed]) => !observed).map(([date, name]) => [date, name]))
    const both = new Map([
      ...holidays.filter(([, , observed]) => observed).map(([date, name]) => [date, `${name}, observed`]),
      ...calendar,
    ])
    const regulation = count(start, calendar)
    const observed = count(start, both)
    return {regulation, observed: observed.end === regulation.end ? null : observed, form: count(start, null)}
  }

  globalThis.holdClock = {read, write, ends}

  /* ---- The form on the page ---- */

  const clock = document.querySelector(".clock")
  if (!clock) return
  const {years, holidays} = JSON.parse(clock.dataset.calendar)
  const input = clock.querySelector("input")
  const select = clock.querySelector("select")
  const results = clock.querySelector(".clock-results")
  const problem = clock.querySelector(".clock-problem")
  const rule = clock.querySelector(".clock-rule-of-state")

  const inWords = moment => {
    const date = new Date(moment)
    const hours = date.getUTCHours()
    const minutes = String(date.getUTCMinutes()).padStart(2, "0")
    return `${WEEKDAYS[date.getUTCDay()]}, ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ` +
      `${hours % 12 || 12}:${minutes} ${hours < 12 ? "a.m." : "p.m."}`
  }
  const dayInWords = text => {
    const date = new Date(`${text}T00:00Z`)
    return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`
  }
  const make = (name, className, text) => {
    const element = document.createElement(name)
    if (className) element.className = className
    if (text) element.textContent = text
    return element
  }

  /* One line: what counts, when it ends, what was left out, and a bar on an axis that all lines share. */
  const line = (label, result, start, last) => {
    const row = make("div", "clock-line")
    row.append(make("dt", "", label))
    const words = make("dd", "")
    words.append(make("strong", "", inWords(result.end)))
    const skipped = result.skipped.map(([date, reason]) => `${reason} (${dayInWords(date)})`)
    const hours = Math.round((result.end - start) / HOUR)
    words.append(make("p", "says", skipped.length ? `${hours} hours after release time; left out: ${skipped.join(", ")}` : `${hours} hours after release time; nothing left out`))
    const bar = make("div", "clock-bar")
    bar.setAttribute("aria-hidden", "true")
    const share = moment => `${(100 * (moment - start)) / (last - start)}%`
    const piece = (from, to, className) => {
      const part = make("span", className)
      part.style.left = share(from)
      part.style.width = `${(100 * (to - from)) / (last - start)}%`
      bar.append(part)
    }
    piece(start, result.end, "counted")
    for (const [date] of result.skipped) {
      const from = Date.parse(`${date}T00:00Z`)
      piece(Math.max(from, start), Math.min(from + DAY, result.end), "left-out")
    }
    words.append(bar)
    row.append(words)
    return row
  }

  const show = () => {
    results.replaceChildren()
    problem.textContent = ""
    for (const item of rule.children) item.hidden = item.dataset.state !== select.value
    if (!input.value) return
    const start = read(input.value)
    const year = new Date(start).getUTCFullYear()
    if (Number.isNaN(start) || year < years[0] || year > years[2] || (year === years[2] && new Date(start).getUTCMonth() === 11)) {
      problem.textContent = `Choose a date from January ${years[0]} to November ${years[2]}: the holidays of other times are not loaded.`
      return
    }
    const all = ends(start, holidays)
    const last = Math.max(all.regulation.end, all.observed ? all.observed.end : 0, all.form.end)
    results.append(line("Under the regulation", all.regulation, start, last))
    if (all.observed) results.append(line("Under the regulation, if observed holidays count too", all.observed, start, last))
    results.append(line("Under Form I-247A", all.form, start, last))
  }

  input.addEventListener("input", show)
  select.addEventListener("change", show)
  if (!input.value) {
    const now = new Date()
    input.value = write(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours()))
  }
  show()
})()
