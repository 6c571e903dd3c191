"""All seeded faults. A test that replays them elsewhere, as in the live preview, takes them from here."""

from faults import Seed, between, pages, syntax, values

SEEDS: list[Seed] = [*syntax.SEEDS, *values.SEEDS, *between.SEEDS, *pages.SEEDS]
