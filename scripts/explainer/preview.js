/* What the preview adds to a page: it is loaded again when its bytes differ, a fault is shown over it, and a line at the
   foot says in which file and line the part in view is written. Only text from the server is shown, never HTML. */
(() => {
  "use strict"
  const own = document.currentScript
  const { page, digest } = own.dataset
  const KEPT = `preview.kept:${page}`

  /* ---- The page again: where the reader was ---- */

  const kept = sessionStorage.getItem(KEPT)
  if (kept) {
    sessionStorage.removeItem(KEPT)
    history.scrollRestoration = "manual"
    const { y, open } = JSON.parse(kept)
    const details = [...document.querySelectorAll("details")]
    for (const index of open) if (details[index]) details[index].open = true
    const back = () => scrollTo({ top: y, behavior: "instant" })
    back()
    addEventListener("load", () => { back(); history.scrollRestoration = "auto" })
  }
  const again = () => {
    const open = [...document.querySelectorAll("details")].flatMap((one, index) => (one.open ? [index] : []))
    sessionStorage.setItem(KEPT, JSON.stringify({ y: scrollY, open }))
    location.reload()
  }

  /* ---- What is wrong, over the page; its own styles, out of reach of the site's ---- */

  const host = document.createElement("div")
  host.id = "preview"
  const shadow = host.attachShadow({ mode: "open" })
  const element = (tag, text = "", parent = shadow) => {
    const made = document.createElement(tag)
    made.textContent = text
    parent.append(made)
    return made
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    :host { all: initial }
    section { position: fixed; inset: auto 0 0 0; z-index: 1000; max-height: 70vh; overflow: auto; box-sizing: border-box; padding: 1rem 1.25rem;
      background: #2a1215; color: #fff; border-top: 4px solid #f19aa0; font: 15px/1.5 system-ui, sans-serif }
    section[hidden], p[hidden] { display: none }
    h2 { margin: 0 5rem .5rem 0; font-size: 1.1rem }
    h3 { margin: 1rem 0 0; font: 700 14px/1.5 ui-monospace, monospace; color: #f6c0c4; overflow-wrap: anywhere }
    section p { margin: .2rem 0; max-width: 60rem; overflow-wrap: anywhere }
    pre { margin: .4rem 0 0; padding: .5rem; overflow: auto; background: #1a0a0c; font: 13px/1.4 ui-monospace, monospace }
    button { position: absolute; top: .75rem; right: 1rem; padding: .25rem .6rem; font: inherit; color: inherit; background: #5a2a30; border: 1px solid #f19aa0; border-radius: 3px }
    button:focus-visible { outline: 3px solid #fff }
    .place { position: fixed; right: 0; bottom: 0; z-index: 999; margin: 0; max-width: 100vw; padding: .15rem .5rem; background: #13303b; color: #fff;
      font: 12px/1.5 ui-monospace, monospace; overflow-wrap: anywhere }
    @media print { :host { display: none } }`)
  shadow.adoptedStyleSheets = [sheet]
  const fault = element("section")
  fault.setAttribute("role", "alert")
  fault.hidden = true
  const place = element("p")
  place.className = "place"
  place.hidden = true
  document.documentElement.append(host)

  const show = ({ faults, current }) => {
    fault.replaceChildren()
    fault.hidden = faults.length === 0
    if (fault.hidden) return
    const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`
    element("h2", current ? `${count} elsewhere; this page is up to date` : `${count}; this is the last good page`, fault)
    for (const one of faults.slice(0, 20)) {
      element("h3", one.place, fault)
      element("p", one.sentence, fault)
      if (one.excerpt) element("pre", one.excerpt, fault)
    }
    if (faults.length > 20) element("p", `… and ${faults.length - 20} more; scripts/check lists them all.`, fault)
    const close = element("button", "Hide", fault)
    close.type = "button"
    close.addEventListener("click", () => { fault.hidden = true })
  }
  addEventListener("keydown", event => { if (event.key === "Escape") fault.hidden = true })

  /* ---- Where it is written ---- */

  let places = {}
  const showPlace = () => {
    let at = places[""] || ""
    for (const id of Object.keys(places)) {
      const part = id && document.getElementById(id)
      if (part && part.getBoundingClientRect().top < innerHeight / 3) at = places[id]
    }
    place.textContent = at
    place.hidden = !at
  }
  addEventListener("scroll", () => requestAnimationFrame(showPlace), { passive: true })

  /* ---- The line to the preview; the browser opens it again by itself ---- */

  const line = new EventSource(`${new URL("events", own.src).href}?page=${encodeURIComponent(page)}`)
  line.addEventListener("message", event => {
    const now = JSON.parse(event.data)
    show(now)
    places = now.places
    showPlace()
    if (now.digest && now.digest !== digest) again()
  })
})()
