// A report made up: its text, its blocks with standings and footnotes, and what has changed since a block was put in.

import { Assessment, Notes, Sentence, Standing } from "../parts";
import { t } from "../text";
import { moment, type Composed, type Prose, type ShownBlock, type Sketch, type Words } from "./kinds";

export function Report({ of }: { of: Composed }) {
  return (
    <article class="report">
      <h1><bdi dir="auto">{of.title}</bdi></h1>
      {(of.changed > 0 || of.gone > 0) && <p class="caution" role="status">{of.changed > 0 && <>{t("Blocks that show something else than when they were put in")}: {of.changed}. </>}{of.gone > 0 && <>{t("Blocks that have nothing to show any more")}: {of.gone}.</>}</p>}
      {of.pieces.map((piece, at) => piece.piece === "text" ? <Text key={at} of={piece.prose} /> : <Block key={at} of={piece} />)}
      <Footnotes of={of} />
    </article>
  );
}

export function Footnotes({ of }: { of: Composed }) {
  if (of.footnotes.length === 0) return null;
  return (
    <>
      <h2>{t("Footnotes")}</h2>
      <ol class="footnotes">{of.footnotes.map((note) => <li key={note.number} id={`note-${note.number}`} tabIndex={-1} value={note.number}><Sentence of={note} /></li>)}</ol>
    </>
  );
}

export function Text({ of }: { of: Prose[] }) {
  return <>{of.map((one, at) => {
    if (one.is === "heading") return one.level === 1 ? <h2 key={at} dir="auto"><Inline of={one.words} /></h2> : one.level === 2 ? <h3 key={at} dir="auto"><Inline of={one.words} /></h3> : <h4 key={at} dir="auto"><Inline of={one.words} /></h4>;
    if (one.is === "quotation") return <blockquote key={at} dir="auto"><Inline of={one.words} /></blockquote>;
    if (one.is === "paragraph") return <p key={at} dir="auto"><Inline of={one.words} /></p>;
    const points = one.points.map((words, number) => <li key={number} dir="auto"><Inline of={words} /></li>);
    return one.is_numbered ? <ol key={at}>{points}</ol> : <ul key={at}>{points}</ul>;
  })}</>;
}

function Inline({ of }: { of: Words[] }) {
  return <>{of.map((words, at) => words.style === "strong" ? <strong key={at}>{words.text}</strong> : words.style === "emphasis" ? <em key={at}>{words.text}</em> : words.text)}</>;
}

export function Block({ of }: { of: ShownBlock }) {
  return (
    <section class="block card" aria-label={of.title} data-number={of.number}>
      <p class="faint">{t(of.sort)}{of.is_assessment && <> · <Assessment /></>}{of.seen_by && <> · {t("put in by")} <bdi dir="auto">{of.seen_by[0]}</bdi>, {moment(of.seen_by[1])}</>}</p>
      <h3><bdi dir="auto">{of.title}</bdi></h3>
      {of.state.is === "changed" && <p class="caution">{t("Changed since it was put in")}: {of.state.says.join("; ")}.</p>}
      {of.state.is === "gone" && <p class="caution">{t("What stood here is gone")}: <bdi dir="auto">{of.state.why}</bdi>.</p>}
      {of.sketch && <Drawn of={of.sketch} />}
      <ul class="plain">{of.lines.map((line, at) => line.level === 0
        ? <li key={at} class="head"><strong>{line.text}</strong></li>
        : <li key={at} class={line.level > 1 ? "within" : ""}>{line.standing && <><Standing of={line.standing} /> </>}{line.is_assessment && <><Assessment /> </>}{line.is_new && <strong class="caution">{t("new")} </strong>}<bdi dir="auto">{line.text}</bdi><Notes of={line.notes} />{line.more > 0 && <span class="faint"> +{line.more}</span>}</li>)}</ul>
      {of.left_out > 0 && <p class="faint">{of.left_out} {t("lines more are not shown")}</p>}
      {of.caveats.map((words) => <p class="caution" key={words}><bdi dir="auto">{words}</bdi></p>)}
      {of.noted.map((words) => <p class="noted" key={words}>{t("Note, no source")}: <bdi dir="auto">{words}</bdi></p>)}
    </section>
  );
}

function Drawn({ of }: { of: Sketch }) {
  return (
    <svg class="sketch" viewBox={`0 0 ${of.width} ${of.height}`} role="img" aria-label={of.label}>
      {of.lines.map((line, at) => (
        <g key={at}>
          <line class={line.look} x1={line.from[0]} y1={line.from[1]} x2={line.to[0]} y2={line.to[1]} />
          {line.has_head && <polygon class={line.look} points={head(line.from, line.to)} />}
          {line.word && <text class="word" x={(line.from[0] + line.to[0]) / 2} y={(line.from[1] + line.to[1]) / 2}>{t(line.word)}</text>}
        </g>
      ))}
      {of.dots.map((dot, at) => (
        <g key={at}>{dot.size > 0 && <circle class={dot.look} cx={dot.at[0]} cy={dot.at[1]} r={dot.size} />}<text x={dot.at[0] + dot.size + 3} y={dot.at[1] + 4}>{dot.label}</text></g>
      ))}
    </svg>
  );
}

function head([x, y]: [number, number], [toX, toY]: [number, number]): string {
  const length = Math.max(1, Math.hypot(toX - x, toY - y));
  const [ux, uy] = [(toX - x) / length, (toY - y) / length];
  const [backX, backY] = [toX - ux * 8, toY - uy * 8];
  return `${toX},${toY} ${backX - uy * 3.5},${backY + ux * 3.5} ${backX + uy * 3.5},${backY - ux * 3.5}`;
}
