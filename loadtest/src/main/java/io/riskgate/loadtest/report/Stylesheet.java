package io.riskgate.loadtest.report;

/** How the page looks, on a light and on a dark screen and on paper. */
final class Stylesheet {

    /** Nothing in it has a meaning in XML, so that the page can be read as XML. */
    static final String CSS = """
            :root {
              color-scheme: light dark;
              --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --grid: #d8dee4; --band: #f6f8fa;
              --met: #1a7f37; --missed: #b35900;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --paper: #14181d; --ink: #e6edf3; --faint: #9aa5b1; --grid: #30373f; --band: #1c2229;
                --met: #4ac26b; --missed: #f0943b;
              }
            }
            * { box-sizing: border-box; }
            body {
              margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 86rem;
              background: var(--paper); color: var(--ink);
              font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif;
            }
            h1 { font-size: 1.7rem; margin: 0 0 1rem; }
            h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; }
            section + section, section.scenario { border-top: 1px solid var(--grid); margin-top: 2.5rem; }
            p { max-width: 60rem; margin: 0.5rem 0 1rem; }
            ul { max-width: 60rem; padding-left: 1.25rem; }
            a { color: inherit; }
            code { font-size: 0.9em; overflow-wrap: anywhere; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.25rem; margin: 0; }
            dt { color: var(--faint); }
            dd { margin: 0; }
            .scroll { overflow-x: auto; margin: 1rem 0; }
            table { border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
            th, td { padding: 0.3rem 0.45rem; border-bottom: 1px solid var(--grid); text-align: right; }
            th { color: var(--faint); font-weight: 500; vertical-align: bottom; }
            th small { display: block; font-size: 0.85em; }
            td { white-space: nowrap; }
            tbody tr:nth-child(even) { background: var(--band); }
            th:first-child, td:first-child, table.goals th, table.goals td { text-align: left; }
            td:first-child, table.goals td { white-space: normal; }
            td:first-child { min-width: 14rem; }
            table.goals td { min-width: 6rem; }
            table.goals th, table.goals td { padding-right: 1.5rem; }
            .met { color: var(--met); }
            .missed { color: var(--missed); font-weight: 600; }
            svg.plot { display: block; width: 100%; max-width: 1000px; height: auto; margin: 1.25rem 0; }
            .plot .paper { fill: var(--paper); }
            .plot .ink { fill: var(--ink); }
            .plot .faint { fill: var(--faint); }
            .plot .grid { stroke: var(--grid); }
            .plot .goal { stroke: var(--ink); }
            """;

    private Stylesheet() {}
}
