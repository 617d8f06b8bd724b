"""What is wrong in a questionnaire's workbook, in the officer's language.

The engine says each fault as an English sentence with its facts (`wego.engines.messages.Sentence`); here are its words
for pages, by that sentence. Those that give the right form in our own notation stay as they are in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from wego.engines.messages import Sentence

WORDS: dict[str, str] = {
    "%(at)r is not expected where it stands": gettext_noop("%(at)r is not expected here"),
    "%(base)r does not say its language": gettext_noop("%(base)r does not say its language"),
    "%(base)r has no meaning for %(cell)r": gettext_noop("%(base)r has no meaning for %(cell)r"),
    "%(base)r says no language beside columns that do": gettext_noop(
        "%(base)r says no language beside columns that do"
    ),
    "%(base)r stands in no language": gettext_noop("%(base)r takes no language"),
    "%(cell)r is neither yes nor no": gettext_noop("%(cell)r is neither yes nor no"),
    "%(code)r has no option %(option)r": gettext_noop("%(code)r has no option %(option)r"),
    "%(code)r has several answers": gettext_noop("%(code)r has several answers"),
    "%(code)r is a %(kind)s question": gettext_noop("%(code)r is a %(kind)s question"),
    "%(code)r is a choice, and %(sign)r compares numbers": gettext_noop(
        "%(code)r is a choice, and %(sign)r compares numbers"
    ),
    "%(code)r is a name of the page's own": gettext_noop("%(code)r is a name of the page's own"),
    "%(code)r is a reserved answer": gettext_noop("%(code)r is a reserved answer"),
    "%(code)r is asked in each row of %(group)r": gettext_noop("%(code)r is asked in each row of %(group)r"),
    "%(code)r is asked once, not in rows": gettext_noop("%(code)r is asked once, not in rows"),
    "%(code)r is no language of the network": gettext_noop("%(code)r is not a language of the network"),
    "%(code)r is no such answer": gettext_noop("%(code)r is not one of these answers"),
    "%(decimals)s decimals": gettext_noop("%(decimals)s decimals"),
    "%(found)s where %(sign)r is expected": gettext_noop("%(found)s where %(sign)r is expected"),
    "%(function)r is not known here": gettext_noop("%(function)r is not known here"),
    "%(function)s() is no condition that is read": gettext_noop("%(function)s() is not a condition that can be read"),
    "%(function)s() with %(parts)s values is not read": gettext_noop(
        "%(function)s() with %(parts)s values is not read"
    ),
    "%(function)s() would change an answer with the day": gettext_noop(
        "%(function)s() would change an answer with the day"
    ),
    "%(head)r (%(text)r) is not among what is read of XLSForm": gettext_noop(
        "%(head)r (%(text)r) is not among what is read of XLSForm"
    ),
    "%(key)r has no place in a repeated group": gettext_noop("%(key)r has no place in a repeated group"),
    "%(kind)r cannot be a row of a matrix": gettext_noop("%(kind)r cannot be a row of a matrix"),
    "%(kind)r stands where %(wanted)r is expected": gettext_noop("%(wanted)r is expected here, not %(kind)r"),
    "%(kind)r takes no list": gettext_noop("%(kind)r takes no list"),
    "%(most)s rows": gettext_noop("%(most)s rows"),
    "%(operator)r cannot be asked of a %(kind)s question": gettext_noop(
        "%(operator)r cannot be asked of a %(kind)s question"
    ),
    "%(operator)r cannot be asked of yes or no": gettext_noop("%(operator)r cannot be asked of yes or no"),
    "%(operator)s of %(parts)s values": gettext_noop("%(operator)s of %(parts)s values"),
    "%(operator)s of values of different types": gettext_noop("%(operator)s of values of different types"),
    "%(own)r is no kind of group": gettext_noop("%(own)r is not a kind of group"),
    "%(question)r cannot be %(number)s": gettext_noop("%(question)r cannot be %(number)s"),
    "%(question)r has no option %(code)r": gettext_noop("%(question)r has no option %(code)r"),
    "%(question)r is a %(kind)s question": gettext_noop("%(question)r is a %(kind)s question"),
    "%(question)r is a %(kind)s question and has no value to calculate with": gettext_noop(
        "%(question)r is a %(kind)s question and has no value to calculate with"
    ),
    "%(question)r is a %(kind)s, %(other)r a %(kind_2)s": gettext_noop(
        "%(question)r is a %(kind)s, %(other)r a %(kind_2)s"
    ),
    "%(ranks)s ranks for %(options)s options": gettext_noop("%(ranks)s ranks for %(options)s options"),
    "%(rest)r cannot be read": gettext_noop("%(rest)r cannot be read"),
    "%(said)r is no number, and %(code)r asks for one": gettext_noop(
        "%(code)r asks for a number, and %(said)r is not one"
    ),
    "%(said)s depends on itself: %(circle)s": gettext_noop("%(said)s depends on itself: %(circle)s"),
    "%(shown)s is no value": gettext_noop("%(shown)s is not a value"),
    "%(shown)s is not a code": gettext_noop("%(shown)s is not a code"),
    "%(shown)s is not one of the values allowed here": gettext_noop("%(shown)s is not one of the values allowed here"),
    "%(strip)r is no constraint": gettext_noop("%(strip)r is not a constraint"),
    "%(text)r is not expected where it stands": gettext_noop("%(text)r is not expected here"),
    "%(text)r stands in a column without a head": gettext_noop("%(text)r is in a column without a head"),
    "%(value)r is not a date": gettext_noop("%(value)r is not a date"),
    "%(value)r is not a language code": gettext_noop("%(value)r is not a language code"),
    "%(written)r names no language by its code": gettext_noop("%(written)r names no language by its code"),
    "'. %(sign)s %(limit)s' leaves no last number": gettext_noop("'. %(sign)s %(limit)s' leaves no last number"),
    "'allow' has no place in a repeated group": gettext_noop("'allow' has no place in a repeated group"),
    "'then' is a %(then)s, 'else' a %(otherwise)s": gettext_noop("'then' is a %(then)s, 'else' a %(otherwise)s"),
    "XLSForm cannot say %(refusal)s": gettext_noop("XLSForm cannot say %(refusal)s"),
    "XLSForm joins a matrix and its rows by '__'": gettext_noop("XLSForm joins a matrix and its rows by '__'"),
    "XLSForm says a message only of a limit": gettext_noop("XLSForm says a message only of a limit"),
    "a %(kind)s cannot stand in a repeated group": gettext_noop("a %(kind)s cannot be in a repeated group"),
    "a %(left)s cannot be compared with a %(right)s": gettext_noop("a %(left)s cannot be compared with a %(right)s"),
    "a %(wanted)s is expected here, not a %(value)s": gettext_noop("a %(wanted)s is expected here, not a %(value)s"),
    "a condition is expected here": gettext_noop("a condition is expected here"),
    "a condition is expected: a comparison, selected(), not(), and, or": gettext_noop(
        "a condition is expected: a comparison, selected(), not(), and, or"
    ),
    "a division by zero has no value": gettext_noop("a division by zero has no value"),
    "a group within a group is not read": gettext_noop("a group within a group is not read"),
    "a list is expected here": gettext_noop("a list is expected here"),
    "a matrix has either options or a scale": gettext_noop("a matrix has either options or a scale"),
    "a number is expected here, not %(shown)s": gettext_noop("a number is expected here, not %(shown)s"),
    "a part of no indicator": gettext_noop("a part of no indicator"),
    "a question cannot limit itself": gettext_noop("a question cannot limit itself"),
    "a question of yes or no has the choices yes and no": gettext_noop(
        "a question of yes or no has the choices yes and no"
    ),
    "a value is expected here, not %(shown)s": gettext_noop("a value is expected here, not %(shown)s"),
    "a value is expected: numbers, days, questions and what is calculated from them": gettext_noop(
        "a value is expected: numbers, days, questions and what is calculated from them"
    ),
    "a value without label is called by its name": gettext_noop("a value without label is called by its name"),
    "a whole number from %(minimum)s is expected here, not %(shown)s": gettext_noop(
        "a whole number from %(minimum)s is expected here, not %(shown)s"
    ),
    "add a question": gettext_noop("add a question"),
    "add a question or remove the section": gettext_noop("add a question or remove the section"),
    "add a question, or remove it": gettext_noop("add a question, or remove it"),
    "add a row 'end group' or 'end repeat'": gettext_noop("add a row 'end group' or 'end repeat'"),
    "add a section with questions": gettext_noop("add a section with questions"),
    "add it": gettext_noop("add it"),
    "allowed here: %(allowed)s": gettext_noop("allowed here: %(allowed)s"),
    "an XLSForm has a sheet 'survey', our own layout a sheet 'questions'": gettext_noop(
        "an XLSForm has a sheet 'survey', our own layout a sheet 'questions'"
    ),
    "an integer has no decimals": gettext_noop("an integer has no decimals"),
    "ask for the day instead": gettext_noop("ask for the day instead"),
    "begin each entry with '- '": gettext_noop("start each entry with '- '"),
    "clear the cell": gettext_noop("clear the cell"),
    "compare its {value: {answer: ...}}": gettext_noop("compare its {value: {answer: ...}}"),
    "compare numbers with numbers and dates with dates": gettext_noop(
        "compare numbers with numbers and dates with dates"
    ),
    "compare numbers with numbers, days with days": gettext_noop("compare numbers with numbers, days with days"),
    "conditions stand more than %(most)s deep": gettext_noop("conditions are more than %(most)s deep"),
    "correct it": gettext_noop("correct it"),
    "correct it, or add the list": gettext_noop("correct it, or add the list"),
    "correct the code": gettext_noop("correct the code"),
    "correct the code, or add the section": gettext_noop("correct the code, or add the section"),
    "correct the name, or add the question": gettext_noop("correct the name, or add the question"),
    "curly quotation marks are made straight": gettext_noop("curly quotation marks are made straight"),
    "days between %(parts)s days": gettext_noop("days between %(parts)s days"),
    "define the %(noun)s or correct the name": gettext_noop("define the %(noun)s or correct the name"),
    "did you mean %(near)r?": gettext_noop("did you mean %(near)r?"),
    "divide by something else": gettext_noop("divide by something else"),
    "end the outer one first": gettext_noop("end the outer one first"),
    "exchange the two": gettext_noop("exchange the two"),
    "from %(least)s to %(most)s rows": gettext_noop("from %(least)s to %(most)s rows"),
    "give %(count)s": gettext_noop("give %(count)s"),
    "give %(required)s": gettext_noop("give %(required)s"),
    "give a limit, or remove it": gettext_noop("set a limit, or remove it"),
    "give a value of that type": gettext_noop("use a value of that type"),
    "give all a value, or none": gettext_noop("give all a value, or none"),
    "give at least one": gettext_noop("give at least one"),
    "give at least one option": gettext_noop("give at least one option"),
    "give at least two": gettext_noop("give at least two"),
    "give at most %(most)s": gettext_noop("give at most %(most)s"),
    "give at most 6": gettext_noop("give at most 6"),
    "give each its own code": gettext_noop("give each its own code"),
    "give each its own workbook": gettext_noop("give each its own workbook"),
    "give each question its own code": gettext_noop("give each question its own code"),
    "give every text in every language of the network": gettext_noop(
        "give every text in every language of the network"
    ),
    "give fewer": gettext_noop("give fewer"),
    "give not_above or not_below with a question's code": gettext_noop(
        "give not_above or not_below with a question's code"
    ),
    "give numbers alone, or days alone": gettext_noop("give numbers alone, or days alone"),
    "give one column each, as %(example)r": gettext_noop("give one column each, as %(example)r"),
    "give one of %(allowed)s": gettext_noop("give one of %(allowed)s"),
    "give one of the two": gettext_noop("give one of the two"),
    "give the first and the last": gettext_noop("name the first and the last"),
    "give the question another code": gettext_noop("use another code for the question"),
    "give two of one type": gettext_noop("give two of one type"),
    "head it %(base)r alone": gettext_noop("head it %(base)r alone"),
    "head it as %(example)r": gettext_noop("head it as %(example)r"),
    "head it, or clear it": gettext_noop("head it, or clear it"),
    "is no questionnaire (its sheets: %(found)s)": gettext_noop(
        "the workbook is not a questionnaire (its sheets: %(found)s)"
    ),
    "its answers run from %(minimum)s to %(maximum)s": gettext_noop("its answers run from %(minimum)s to %(maximum)s"),
    "its languages: %(languages)s": gettext_noop("its languages: %(languages)s"),
    "its options are %(known)s": gettext_noop("its options are %(known)s"),
    "its options are %(options)s": gettext_noop("its options are %(options)s"),
    "keep it as YAML or as our workbook, or ask otherwise": gettext_noop(
        "keep it as YAML or as our workbook, or ask otherwise"
    ),
    "keep one": gettext_noop("keep one"),
    "keys and values are expected here": gettext_noop("keys and values are expected here"),
    "known here: %(known)s": gettext_noop("known here: %(known)s"),
    "let conditions and values look only at questions that are asked earlier": gettext_noop(
        "let conditions and values look only at questions that are asked earlier"
    ),
    "let values rise down the list": gettext_noop("let values rise down the list"),
    "list at least one": gettext_noop("list at least one"),
    "list it under 'allow' instead": gettext_noop("list it under 'allow' instead"),
    "made from %(given)r": gettext_noop("made from %(given)r"),
    "move %(other)r before %(code)r": gettext_noop("move %(other)r before %(code)r"),
    "name a multiple": gettext_noop("name a multiple"),
    "name a question of numbers, days, yes or no, or options with values": gettext_noop(
        "name a question of numbers, days, yes or no, or options with values"
    ),
    "name a repeated group, or use ticked": gettext_noop("name a repeated group, or use ticked"),
    "name an option of the list": gettext_noop("name an option of the list"),
    "name one of numbers": gettext_noop("name one of numbers"),
    "name one that is asked no more": gettext_noop("name one that is no longer asked"),
    "name questions as ${name}, texts in quotes": gettext_noop("name questions as ${name}, texts in quotes"),
    "name the indicator": gettext_noop("name the indicator"),
    "name the matrix without it": gettext_noop("name the matrix without it"),
    "no answer to %(question)r is %(operator)s %(number)s": gettext_noop(
        "no answer to %(question)r is %(operator)s %(number)s"
    ),
    "no day is from %(earliest)s to %(latest)s": gettext_noop("no day is from %(earliest)s to %(latest)s"),
    "no number is from %(minimum)s to %(maximum)s": gettext_noop("no number is from %(minimum)s to %(maximum)s"),
    "nothing is open that could end here": gettext_noop("nothing is open that could end here"),
    "one operator is expected, not %(used)s": gettext_noop("one operator is expected, not %(used)s"),
    "open and save the file, or write the value": gettext_noop("open and save the file, or write the value"),
    "read are %(looks)s": gettext_noop("read are %(looks)s"),
    (
        "read are . >= NUMBER, . <= NUMBER, . >= date('…'), string-length(.) <= N, . <= ${name}, joined by and"
    ): gettext_noop(
        "read are . >= NUMBER, . <= NUMBER, . >= date('…'), string-length(.) <= N, . <= ${name}, joined by and"
    ),
    "remove it": gettext_noop("remove it"),
    "remove one": gettext_noop("remove one"),
    "remove the others": gettext_noop("remove the others"),
    "remove the row": gettext_noop("remove the row"),
    "remove what follows it": gettext_noop("remove what follows it"),
    "require all, or none": gettext_noop("require all, or none"),
    "say it in both": gettext_noop("say it in both"),
    "some options have a value and some have none": gettext_noop("some options have a value and some have none"),
    "some rows of the matrix are required and some are not": gettext_noop(
        "some rows of the matrix are required and some are not"
    ),
    "spaces around %(cell)r are taken away": gettext_noop("spaces around %(cell)r are taken away"),
    "take a workbook that was written here": gettext_noop("take a workbook that was written here"),
    "text is expected here, not %(shown)s": gettext_noop("text is expected here, not %(shown)s"),
    "the %(base)s in %(language)s is missing": gettext_noop("the %(base)s in %(language)s is missing"),
    "the %(base)s is missing": gettext_noop("the %(base)s is missing"),
    "the %(key)s is limited twice": gettext_noop("the %(key)s is limited twice"),
    "the %(what)s is missing": gettext_noop("the %(what)s is missing"),
    "the %(what)s of %(code)r looks at %(other)r, which is asked later": gettext_noop(
        "the %(what)s of %(code)r looks at %(other)r, which is asked later"
    ),
    "the appearance %(cell)r is left to the page": gettext_noop("the appearance %(cell)r is left to the page"),
    "the appearance %(look)r is not among what is read": gettext_noop(
        "the appearance %(look)r is not among what is read"
    ),
    "the calculation is missing": gettext_noop("the calculation is missing"),
    "the cell holds the error %(error)s": gettext_noop("the cell holds the error %(error)s"),
    "the cells are merged": gettext_noop("the cells are merged"),
    "the column %(head)r is not known here": gettext_noop("the column %(head)r is not known here"),
    "the column %(head)r stands twice (first in %(first)s)": gettext_noop(
        "the column %(head)r appears twice (first in %(first)s)"
    ),
    "the constraint does not say that %(said)r stands alone": gettext_noop(
        "the constraint does not say that %(said)r cannot be combined"
    ),
    "the constraint is empty": gettext_noop("the constraint is empty"),
    "the expression ends where a value is expected": gettext_noop("the expression ends where a value is expected"),
    "the expression is empty": gettext_noop("the expression is empty"),
    "the expression is longer than %(most)s characters": gettext_noop(
        "the expression is longer than %(most)s characters"
    ),
    "the expression stands more than %(most)s deep": gettext_noop("the expression is more than %(most)s deep"),
    "the form asks nothing": gettext_noop("the form asks nothing"),
    "the form is called %(plain)r, %(whence)s": gettext_noop("the form is called %(plain)r, %(whence)s"),
    "the formula has no value": gettext_noop("the formula has no value"),
    "the group asks nothing": gettext_noop("the group asks nothing"),
    "the key %(key)r is missing": gettext_noop("the key %(key)r is missing"),
    "the key %(key)r is not known here": gettext_noop("the key %(key)r is not known here"),
    "the language %(value)r appears twice": gettext_noop("the language %(value)r appears twice"),
    "the list of choices is missing": gettext_noop("the list of choices is missing"),
    "the list of conditions is empty": gettext_noop("the list of conditions is empty"),
    "the list of options is empty": gettext_noop("the list of options is empty"),
    "the matrix has no rows": gettext_noop("the matrix has no rows"),
    "the name is missing": gettext_noop("the name is missing"),
    "the option %(code)r appears twice": gettext_noop("the option %(code)r appears twice"),
    "the options of %(question)r have no values": gettext_noop("the options of %(question)r have no values"),
    "the question %(code)r appears twice": gettext_noop("the question %(code)r appears twice"),
    "the question %(question)r appears twice": gettext_noop("the question %(question)r appears twice"),
    "the question %(replaces)r is still asked here": gettext_noop("the question %(replaces)r is still asked here"),
    "the repeated group has no questions": gettext_noop("the repeated group has no questions"),
    "the row %(code)r appears twice": gettext_noop("the row %(code)r appears twice"),
    "the rows of a matrix have different choices": gettext_noop("the rows of a matrix have different choices"),
    "the scale %(name)r has no option %(code)r": gettext_noop("the scale %(name)r has no option %(code)r"),
    "the scale %(scale)r has no option %(code)r": gettext_noop("the scale %(scale)r has no option %(code)r"),
    "the section %(code)r appears twice": gettext_noop("the section %(code)r appears twice"),
    "the section has no questions": gettext_noop("the section has no questions"),
    "the settings take one row": gettext_noop("the settings take one row"),
    "the sheet is left aside": gettext_noop("the sheet is ignored"),
    "the text %(text)r is no value to calculate with": gettext_noop("the text %(text)r cannot be calculated with"),
    "the text of %(code)r cannot be compared": gettext_noop("the text of %(code)r cannot be compared"),
    "the title stands for every language": gettext_noop("the title is used for every language"),
    "the type %(type_cell)r is not among what is read of XLSForm": gettext_noop(
        "the type %(type_cell)r is not among what is read of XLSForm"
    ),
    "the type is missing": gettext_noop("the type is missing"),
    "the value %(value)s does not follow %(previous)s": gettext_noop(
        "the value %(value)s does not follow %(previous)s"
    ),
    "there are fewer than two options": gettext_noop("there are fewer than two options"),
    "there is a message and no constraint": gettext_noop("there is a message and no constraint"),
    "there is a second questionnaire": gettext_noop("there is a second questionnaire"),
    "there is no %(noun)s %(code)r": gettext_noop("there is no %(noun)s %(code)r"),
    "there is no column %(head)r": gettext_noop("there is no column %(head)r"),
    "there is no column %(wanted)r": gettext_noop("there is no column %(wanted)r"),
    "there is no language": gettext_noop("there is no language"),
    "there is no list %(cell)r among the options": gettext_noop("there is no list %(cell)r among the options"),
    "there is no list %(list_name)r among the choices": gettext_noop(
        "there is no list %(list_name)r among the choices"
    ),
    "there is no option %(option)r": gettext_noop("there is no option %(option)r"),
    "there is no question %(code)r": gettext_noop("there is no question %(code)r"),
    "there is no repeated group %(within)r above": gettext_noop("there is no repeated group %(within)r above"),
    "there is no scale to put words to": gettext_noop("there is no scale to put words to"),
    "there is no section": gettext_noop("there is no section"),
    "there is no section %(section)r": gettext_noop("there is no section %(section)r"),
    "there is no sheet %(title)r": gettext_noop("there is no sheet %(title)r"),
    "this limit is not read": gettext_noop("this limit is not read"),
    "true or false is expected here, not %(shown)s": gettext_noop("true or false is expected here, not %(shown)s"),
    "unmerge them and fill in each": gettext_noop("unmerge them and fill in each"),
    "use %(kinds)s": gettext_noop("use %(kinds)s"),
    "use %(known)s": gettext_noop("use %(known)s"),
    "use %(list_name)s": gettext_noop("use %(list_name)s"),
    "use equals": gettext_noop("use equals"),
    "use equals or one_of": gettext_noop("use equals or one_of"),
    "use minimum, maximum, earliest or latest": gettext_noop("use minimum, maximum, earliest or latest"),
    "use one of %(fitting)s": gettext_noop("use one of %(fitting)s"),
    "use select_one": gettext_noop("use select_one"),
    "use the scale's names": gettext_noop("use the scale's names"),
    "use them, or remove wego::kind": gettext_noop("use them, or remove wego::kind"),
    "use {answer: %(code)s}": gettext_noop("use {answer: %(code)s}"),
    "use {sum: %(code)s} or {count: %(group)s, where: ...}": gettext_noop(
        "use {sum: %(code)s} or {count: %(group)s, where: ...}"
    ),
    "values stand more than %(most)s deep": gettext_noop("values are more than %(most)s deep"),
    "what begins here has no end": gettext_noop("what begins here has no end"),
    "write ${%(code)s} != '' or = ''": gettext_noop("write ${%(code)s} != '' or = ''"),
    "write ${%(code)s} = 'OPTION' or ...": gettext_noop("write ${%(code)s} = 'OPTION' or ..."),
    "write %(answers)s": gettext_noop("write %(answers)s"),
    "write %(wanted)s": gettext_noop("write %(wanted)s"),
    "write 'code:' before each value": gettext_noop("write 'code:' before each value"),
    "write . %(sign)s= and the last number": gettext_noop("write . %(sign)s= and the last number"),
    "write a number or date('…')": gettext_noop("write a number or date('…')"),
    "write decimal as its type": gettext_noop("write decimal as its type"),
    "write digits": gettext_noop("write digits"),
    "write digits, without quotes": gettext_noop("write digits, without quotes"),
    "write it": gettext_noop("write it"),
    "write it as 2024-12-31": gettext_noop("write it as 2024-12-31"),
    "write it as Korean (ko)": gettext_noop("write it as Korean (ko)"),
    "write it as en, ko or zh-hans": gettext_noop("write it as en, ko or zh-hans"),
    "write it flatter": gettext_noop("write it flatter"),
    "write it in every language": gettext_noop("write it in every language"),
    "write it shorter": gettext_noop("write it shorter"),
    "write it, or clear the cell": gettext_noop("write it, or clear the cell"),
    "write it, or clear the row": gettext_noop("write it, or clear the row"),
    "write its name after the type": gettext_noop("write its name after the type"),
    "write matrix, or clear the cell": gettext_noop("write matrix, or clear the cell"),
    "write not_above CODE or not_below CODE": gettext_noop("write not_above CODE or not_below CODE"),
    "write selected(${%(code)s}, '%(said)s')": gettext_noop("write selected(${%(code)s}, '%(said)s')"),
    "write the constraint, or clear it": gettext_noop("write the constraint, or clear it"),
    "write the text, in quotes if need be": gettext_noop("write the text, in quotes if need be"),
    "write them at the options": gettext_noop("write them at the options"),
    "write true or false": gettext_noop("write true or false"),
    "write yes or no": gettext_noop("write yes or no"),
}


def as_stored(said: str) -> dict[str, Any]:
    """A sentence of the engine as a draft keeps it: its words and its facts, to be read in any language."""
    if not isinstance(said, Sentence):
        return {"text": said}
    facts = {name: _fact(value) for name, value in said.facts.items()}
    return {"text": said.words, "facts": facts}


def _fact(value: object) -> Any:
    if isinstance(value, Sentence):
        return as_stored(value)
    return value if isinstance(value, int) else str(value)


def in_reader_words(stored: Mapping[str, Any]) -> str:
    """A stored sentence in the language in force; what is not ours to translate stands as it is."""
    written = str(stored["text"])
    text = gettext(WORDS[written]) if written in WORDS else written
    if "facts" not in stored:
        return text
    return text % {
        name: in_reader_words(fact) if isinstance(fact, Mapping) else fact for name, fact in stored["facts"].items()
    }
