"""A response as a spreadsheet: `writer` makes the workbook, `reader` reads what comes back, `comparison` says cell by
cell what it would change. Every row carries its signed identity (`layout`), so that nothing depends on its place."""
