/** On paper everything is unfolded, and what one can press is gone. */
export const PRINT = `
@media print {
  body { font-size: 10.5px; }
  .side, .skip, .controls, .tools .buttons { display: none !important; }
  .columns { display: block; }
  .bar, .verdict, .report, footer { padding-left: 0; padding-right: 0; }
  .verdict { padding-left: .8rem; print-color-adjust: exact; }
  .report { min-height: 0; }
  .report > section { max-width: none; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  .file { content-visibility: visible; border-radius: 0; }
  .file > summary { position: static; break-after: avoid; }
  .diff { font-size: 8.5px; print-color-adjust: exact; }
  .diff tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  svg, .dot, .badge { print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
}
`;
