"""Ways to read a sheet in a test."""


def sentences(sheet):
    return [sentence for section in sheet.sections for sentence in section.sentences]


def tables(sheet):
    return [section.table for section in sheet.sections if section.table]


def titles(table):
    return [column.title for column in table.columns]


def column(table, title):
    place = titles(table).index(title)
    return [row[place] for row in table.rows]


def under(table, over, title):
    """Return the cells of the column of a title under an upper head."""
    place = [(each.over, each.title) for each in table.columns].index((over, title))
    return [row[place] for row in table.rows]


def boxes(sheet):
    """Return the boxes of a sheet's forms: label → field."""
    return {
        field.label: field for section in sheet.sections for row in section.form for field in row
    }


def figures(sheet):
    return {figure.label: figure.value for figure in sheet.figures}
