/* What the shell adds where scripts run. Without this file every page still reads
   whole: controls marked .needs-js are hidden, the colors follow the system. */
(() => {
  "use strict"
  const root = document.documentElement
  const all = (selector, from = document) => [...from.querySelectorAll(selector)]

  /* ---- Color scheme: the system's, until the reader asks for the other one ---- */

  const SCHEME = "detainers.scheme" // also read in the head of main.html
  const systemDark = matchMedia("(prefers-color-scheme: dark)")
  const system = () => (systemDark.matches ? "dark" : "light")
  const shown = () => root.dataset.scheme || system()
  const other = () => (shown() === "dark" ? "light" : "dark")
  const toggles = all("[data-scheme-toggle]")

  const nameToggles = () => {
    for (const toggle of toggles) {
      const name = `Switch to ${other()} colors`
      toggle.title = name
      toggle.querySelector("span").textContent = name
    }
  }
  const choose = scheme => {
    const back = scheme === system() // the system's scheme needs no note
    if (back) delete root.dataset.scheme
    else root.dataset.scheme = scheme
    try {
      if (back) localStorage.removeItem(SCHEME)
      else localStorage.setItem(SCHEME, scheme)
    } catch { /* storage refused: the choice lasts for this page */ }
    nameToggles()
  }
  for (const toggle of toggles) toggle.addEventListener("click", () => choose(other()))
  systemDark.addEventListener("change", nameToggles)
  nameToggles()

  /* ---- On this page: open beside the text, closed above it ---- */

  const wide = matchMedia("(min-width: 64rem)") // the same width as in site.css
  const toc = document.querySelector(".toc details")
  const fitToc = () => { toc.open = wide.matches }
  if (toc) {
    wide.addEventListener("change", fitToc)
    fitToc()
  }

  // The last heading above the upper third of the window is where the reader is.
  const stops = all(".toc a").map(link => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
    .filter(([, heading]) => heading)
  const markToc = () => {
    const passed = stops.filter(([, heading]) => heading.getBoundingClientRect().top < innerHeight / 3)
    const here = passed.length ? passed[passed.length - 1][0] : null
    for (const [link] of stops) {
      if (link === here) link.setAttribute("aria-current", "location")
      else link.removeAttribute("aria-current")
    }
  }
  if (stops.length) {
    let queued = false
    addEventListener("scroll", () => {
      if (queued || !wide.matches) return
      queued = true
      requestAnimationFrame(() => { queued = false; markToc() })
    }, { passive: true })
  }

  /* ---- Notes and terms: shown where they are marked, on hover and on focus ---- */

  // The mark stays a plain link to the note; the tip is a copy of the note's words.
  // Its links answer to the pointer only: by keyboard the note itself is one Enter away.
  const touch = matchMedia("(hover: none)")
  const host = document.querySelector("main")
  let tip, mark, timer

  const noteOf = link => {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!target) return null
    if (target.matches("dt")) {
      const words = document.createDocumentFragment()
      words.append(target.cloneNode(true), target.nextElementSibling.cloneNode(true))
      return words
    }
    const words = document.createDocumentFragment()
    words.append(...target.cloneNode(true).childNodes)
    return words
  }
  const place = () => {
    const edge = 12
    const box = host.getBoundingClientRect()
    const at = mark.getClientRects()[0]
    const size = tip.getBoundingClientRect()
    const left = Math.min(at.left + at.width / 2 - size.width / 2, root.clientWidth - size.width - edge)
    const below = at.bottom + 8
    const above = at.top - size.height - 8
    const top = below + size.height > innerHeight && above > 0 ? above : below
    tip.style.left = `${Math.max(edge, left) - box.left}px`
    tip.style.top = `${top - box.top}px`
  }
  const hide = () => {
    clearTimeout(timer)
    if (!tip) return
    tip.remove()
    mark.removeAttribute("aria-describedby")
    tip = mark = null
  }
  const hideSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(hide, 250)
  }
  const show = link => {
    clearTimeout(timer)
    if (mark === link) return
    const words = noteOf(link)
    if (!words) return
    hide()
    mark = link
    tip = document.createElement("div")
    tip.className = "tip"
    tip.id = "tip"
    tip.setAttribute("role", "tooltip")
    tip.append(words)
    for (const back of all(".footnote-backref", tip)) back.remove()
    for (const copy of all("[id]", tip)) copy.removeAttribute("id")
    for (const copy of all("a", tip)) copy.tabIndex = -1
    tip.addEventListener("pointerenter", () => clearTimeout(timer))
    tip.addEventListener("pointerleave", hideSoon)
    host.append(tip)
    link.setAttribute("aria-describedby", "tip")
    place()
  }
  for (const link of all("a.footnote-ref, a.term")) {
    link.addEventListener("pointerenter", event => {
      if (event.pointerType === "touch") return
      clearTimeout(timer)
      timer = setTimeout(show, 120, link)
    })
    link.addEventListener("pointerleave", hideSoon)
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) show(link) })
    link.addEventListener("blur", hideSoon)
    link.addEventListener("click", event => {
      // On a touch screen the first tap shows, the second goes.
      if (touch.matches && mark !== link) {
        event.preventDefault()
        show(link)
      } else hide()
    })
  }
  addEventListener("keydown", event => { if (event.key === "Escape") hide() })
  addEventListener("pointerdown", event => {
    if (tip && !tip.contains(event.target) && !mark.contains(event.target)) hide()
  })
  addEventListener("resize", hide)

  /* ---- Copy: <button class="needs-js" data-copy="id of what is copied"> ---- */

  for (const button of all("[data-copy]")) {
    const words = button.textContent
    button.setAttribute("aria-live", "polite")
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim())
        button.textContent = "Copied"
      } catch {
        button.textContent = "Could not copy"
      }
      setTimeout(() => { button.textContent = words }, 2000)
    })
  }

  /* ---- Links to a claim, an event, a number: a click also copies the address ---- */

  const links = all(".anchor")
  const told = document.createElement("p")
  if (links.length) {
    told.className = "visually-hidden"
    told.setAttribute("role", "status")
    host.append(told)
  }
  for (const link of links) {
    link.addEventListener("click", async event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      try {
        await navigator.clipboard.writeText(link.href)
      } catch { return /* no clipboard: it is still a link */ }
      link.dataset.said = told.textContent = "Copied"
      setTimeout(() => {
        delete link.dataset.said
        told.textContent = ""
      }, 2000)
    })
  }

  /* ---- Search: a dialog around Material's worker ---- */

  const dialog = document.getElementById("search")
  const query = dialog.querySelector("input")
  const status = dialog.querySelector(".status")
  const list = dialog.querySelector(".hits")
  const { fallback } = dialog.dataset
  const base = new URL(dialog.dataset.base.replace(/\/?$/, "/"), location)
  const idle = status.textContent
  // The worker's messages, as Material numbers them.
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  let worker, ready = false, asked = "", waiting

  const fail = () => {
    status.textContent = "The search index could not be loaded. "
    if (!fallback) return
    const link = document.createElement("a")
    link.href = fallback
    link.textContent = "All pages are listed here."
    status.append(link)
  }
  // Nothing is fetched before the first query.
  const start = async () => {
    status.textContent = "Loading the index …"
    try {
      worker = new Worker(dialog.dataset.worker)
      worker.addEventListener("error", fail)
      worker.addEventListener("message", ({ data }) => {
        if (data.type === READY) {
          ready = true
          ask()
        } else if (data.type === RESULT) answer(data.data.items)
      })
      const response = await fetch(new URL("search/search_index.json", base))
      if (!response.ok) throw new Error(response.status)
      const { config, docs } = await response.json()
      worker.postMessage({ type: SETUP, data: { config, docs, options: { suggest: false } } })
    } catch {
      fail()
      worker = null
    }
  }
  const ask = () => {
    asked = query.value.trim()
    if (!asked) {
      list.replaceChildren()
      status.textContent = idle
    } else if (!worker) start()
    else if (ready) worker.postMessage({ type: QUERY, data: asked })
  }
  query.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, 80)
  })

  // The index holds HTML; only its words and the marks of hits are taken over.
  const parser = new DOMParser()
  const fill = (element, html, length = Infinity) => {
    const walk = node => {
      for (const child of node.childNodes) {
        if (length <= 0) return
        if (child.nodeType !== Node.TEXT_NODE) {
          walk(child)
          if (/^(P|LI|DIV|DD|DT|TD|TH|TR|H\d)$/.test(child.nodeName)) element.append(" ")
          continue
        }
        let text = child.data
        if (text.length > length) text = `${text.slice(0, length)} …`
        length -= child.data.length
        if (child.parentNode.nodeName !== "MARK") element.append(text)
        else element.appendChild(document.createElement("mark")).textContent = text
      }
    }
    walk(parser.parseFromString(html, "text/html").body)
    return element
  }
  const hit = (item, withText) => {
    const link = document.createElement("a")
    link.href = new URL(item.location, base)
    fill(link.appendChild(document.createElement("span")), item.title)
    if (withText && item.text) fill(link.appendChild(document.createElement("small")), item.text, 220)
    return link
  }
  const PAGES = 30, SECTIONS = 3
  // The worker joins words by "or"; pages that hold more of them come first.
  const covered = group => Math.max(...group.map(item => Object.values(item.terms || {}).filter(Boolean).length))
  const answer = groups => {
    if (!asked) return
    groups.sort((a, b) => covered(b) - covered(a))
    const count = groups.length
    status.textContent =
      count === 0 ? `No page matches “${asked}”.`
      : count === 1 ? "1 page"
      : count > PAGES ? `${count} pages; the best ${PAGES} are listed.`
      : `${count} pages`
    list.replaceChildren(...groups.slice(0, PAGES).map(group => {
      const entry = document.createElement("li")
      const top = group.find(item => !item.location.includes("#")) || group[0]
      entry.append(hit(top, true))
      const parts = group.filter(item => item !== top && item.score > 0).slice(0, SECTIONS)
      if (parts.length) {
        const inner = document.createElement("ul")
        inner.append(...parts.map(item => {
          const part = document.createElement("li")
          part.append(hit(item, !top.text.includes("<mark")))
          return part
        }))
        entry.append(inner)
      }
      return entry
    }))
    list.scrollTop = 0
  }

  const open = words => {
    hide()
    if (!dialog.open) dialog.showModal()
    if (words) query.value = words
    query.focus()
    query.select()
    if (query.value) ask()
  }
  for (const button of all("[data-search-open]")) {
    button.addEventListener("click", () => open(
      "searchAddress" in button.dataset
        ? decodeURIComponent(location.pathname).split("/").filter(Boolean).pop()?.replace(/\.html?$|[-_.+]+/g, " ").trim()
        : ""))
  }
  dialog.querySelector("[data-search-close]").addEventListener("click", () => dialog.close())
  dialog.addEventListener("click", event => {
    // On the backdrop, or on a hit: one on this page would leave the dialog open.
    if (event.target === dialog || event.target.closest("a")) dialog.close()
  })
  dialog.querySelector("form").addEventListener("submit", event => {
    event.preventDefault()
    list.querySelector("a")?.click()
  })
  dialog.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    const stops = [query, ...all("a", list)]
    const at = stops.indexOf(document.activeElement)
    if (at < 0) return
    stops[(at + step + stops.length) % stops.length].focus()
    event.preventDefault()
  })
  // A link with ?q= arrives with the search open.
  const given = new URLSearchParams(location.search).get("q")
  if (given) open(given)

  /* ---- Maps: the legend filters ---- */

  for (const map of all("[data-map]")) {
    const tiles = all(".tiles li", map)
    const buttons = all(".legend li", map).map(item => {
      const name = item.querySelector(".name")
      const button = document.createElement("button")
      button.type = "button"
      button.setAttribute("aria-pressed", "false")
      button.textContent = name.textContent
      name.replaceChildren(button)
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") === "false"
        for (const other of buttons) other.setAttribute("aria-pressed", String(on && other === button))
        for (const tile of tiles) tile.classList.toggle("dim", on && tile.dataset.answer !== item.dataset.answer)
      })
      return button
    })
  }

  /* ---- Tables that can be sorted by a column ---- */

  for (const table of all("table[data-sortable]")) {
    const body = table.tBodies[0]
    const heads = all("thead th", table)
    heads.forEach((head, column) => {
      const button = document.createElement("button")
      button.type = "button"
      button.textContent = head.textContent
      head.replaceChildren(button)
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending"
        for (const other of heads) other.removeAttribute("aria-sort")
        head.setAttribute("aria-sort", down ? "descending" : "ascending")
        const value = row => {
          const cell = row.cells[column]
          const time = cell.querySelector("time")
          if (time) return time.dateTime
          const copy = cell.cloneNode(true)
          for (const mark of all("[aria-hidden], .note", copy)) mark.remove()
          return copy.textContent.trim()
        }
        const rows = [...body.rows].sort((one, other) => value(one).localeCompare(value(other)))
        body.append(...(down ? rows.reverse() : rows))
      })
    })
  }

  /* ---- Lists: narrow by what each entry says of itself; what is chosen stands in the address ---- */

  for (const list of all("[data-filter]")) {
    const entries = all("[data-facets]", list).map(item => [item, JSON.parse(item.dataset.facets)])
    if (entries.length < 8) continue
    const names = [...new Set(entries.flatMap(([, facets]) => Object.keys(facets)))]
    const form = document.createElement("form")
    form.className = "filters"
    form.setAttribute("role", "search")
    const above = all("h1, h2").filter(heading => heading.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING)
    form.setAttribute("aria-label", `Narrow the list: ${above.length ? above[above.length - 1].textContent : ""}`)
    const status = document.createElement("p")
    status.className = "status-line"
    status.setAttribute("role", "status")
    const key = name => name.toLowerCase().replaceAll(" ", "-")
    const asked = new URLSearchParams(location.search)
    const selects = names.map(name => {
      const words = new Map()
      for (const [, facets] of entries) for (const word of facets[name] || []) words.set(word, (words.get(word) || 0) + 1)
      const field = document.createElement("p")
      const label = document.createElement("label")
      const select = document.createElement("select")
      select.name = key(name)
      select.id = `narrow-${select.name}`
      label.htmlFor = select.id
      label.textContent = name
      field.append(label, select)
      select.append(new Option("Any", ""))
      for (const word of [...words.keys()].sort()) select.append(new Option(`${word} (${words.get(word)})`, word))
      const wanted = asked.get(select.name)
      if (words.has(wanted)) select.value = wanted
      form.append(field)
      return [name, select]
    })
    const narrow = () => {
      let shown = 0
      for (const [item, facets] of entries) {
        item.hidden = !selects.every(([name, select]) => !select.value || (facets[name] || []).includes(select.value))
        shown += item.hidden ? 0 : 1
      }
      const where = list.dataset.filter === "page" ? " on this page" : "" // the list goes on elsewhere
      status.textContent = (shown === entries.length ? `All ${shown}` : `${shown} of ${entries.length}`) + where
    }
    form.append(status)
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("change", () => {
      const chosen = new URLSearchParams(selects.filter(([, select]) => select.value).map(([, select]) => [select.name, select.value]))
      history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}${location.hash}`)
      narrow()
    })
    narrow()
    list.before(form)
  }
})()
