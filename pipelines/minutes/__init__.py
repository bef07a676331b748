"""From what a recogniser heard to draft minutes: turns, tidying, and what rules find. Pure but for what is named so."""
