"""What each check of a print file asks, how grave a fault is, and what to do about it; in English, as the report is.

Where a rule comes from a standard, that is said: ISO 15930-1:2001 is PDF/X-1a, ISO 15930-7:2010 is PDF/X-4. The others
are what printing houses ask for beyond it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from asylmura_ssg.model.preflight import Check, Finding, Gravity, Place

_ERROR, _WARNING = Gravity.ERROR, Gravity.WARNING


@dataclass(frozen=True, slots=True)
class Words:
    """A check's heading, its gravity, what it asks of a file, and what to do where the file fails."""

    title: str
    gravity: Gravity
    asks: str
    remedy: str


def told(check: Check, page: int, said: str, place: Place | None = None) -> Finding:
    """Return what a check found on a page (0: the file as a whole), with the check's gravity and remedy."""
    words = WORDS[check]
    return Finding(check, words.gravity, page, place, said, words.remedy)


_FILE = {
    Check.UNREADABLE: Words(
        "Not a readable PDF", _ERROR,
        "The file can be opened as a PDF and has at least one page.",
        "Send the file again as the program wrote it; it may have been cut short on its way or be of another kind.",
    ),
    Check.ENCRYPTED: Words(
        "Encrypted", _ERROR,
        "The file is not encrypted, not even against printing or copying alone (ISO 15930).",
        "Write the file again without a password and without restrictions.",
    ),
    Check.DAMAGED: Words(
        "Damaged structure", _ERROR,
        "The file's table of objects is whole; nothing in it has to be guessed or repaired to read it.",
        "Write the file again with the program that made it; a repaired copy may lack what was damaged.",
    ),
    Check.PDF_VERSION: Words(
        "PDF version", _ERROR,
        "The version is one that the standard was written for: up to 1.4 for PDF/X-1a:2001, up to 1.6 for PDF/X-4.",
        "Export again with the standard's own preset instead of a general one.",
    ),
    Check.PDFX_IDENTIFICATION: Words(
        "Not marked as the asked PDF/X", _ERROR,
        "The file says that it follows the very standard the printing house asks for: in its Info (X-1a) or its XMP (X-4).",
        "Export again as the standard the printing house asks for; a general PDF is not made PDF/X by its name.",
    ),
    Check.OUTPUT_INTENT: Words(
        "No output intent", _ERROR,
        "Exactly one output intent of the kind GTS_PDFX says for which printing the colours were made.",
        "Choose the printing house's profile as output intent when exporting.",
    ),
    Check.OUTPUT_CONDITION: Words(
        "Another printing condition", _ERROR,
        "The output intent names the printing condition that the printing house works to.",
        "Convert the colours for the printing house's condition and export again with it as output intent.",
    ),
    Check.OUTPUT_PROFILE: Words(
        "Output profile missing or of a wrong kind", _ERROR,
        "The output intent holds a sound ICC profile of a printing process in CMYK.",
        "Embed the printing house's ICC profile as destination profile of the output intent.",
    ),
    Check.OTHER_PROFILE: Words(
        "Another output profile", _WARNING,
        "The output intent's profile is, byte for byte, the one that the printing house named.",
        "Ask the printing house whether this edition of the profile will do, or export again with theirs.",
    ),
    Check.METADATA: Words(
        "Metadata", _ERROR,
        "The XMP metadata can be read and does not contradict the document's Info.",
        "Write title, dates and trapping alike in both places; most programs do so when exporting anew.",
    ),
    Check.TITLE: Words(
        "No title", _ERROR,
        "The document has a title (ISO 15930).",
        "Give the document a title in its properties before exporting.",
    ),
    Check.DATES: Words(
        "Dates missing", _ERROR,
        "The document says when it was made and last changed, as proper dates (ISO 15930).",
        "Export again; a program that wrote PDF/X would have set both dates.",
    ),
    Check.TRAPPED: Words(
        "Trapping not stated", _ERROR,
        "The document says whether it is trapped: True or False, not Unknown (ISO 15930).",
        "Set Trapped to False, unless the pages were trapped on purpose.",
    ),
    Check.FILE_ID: Words(
        "No file identifier", _ERROR,
        "The trailer has an ID of two parts (ISO 15930).",
        "Export again as PDF/X; the program sets it.",
    ),
    Check.JAVASCRIPT: Words(
        "JavaScript", _ERROR,
        "The file holds no script (ISO 15930).",
        "Remove the scripts, or export again without interactive parts.",
    ),
    Check.FORM_FIELDS: Words(
        "Form fields", _ERROR,
        "The file has no form (AcroForm).",
        "Flatten the form, or export again without interactive parts.",
    ),
    Check.ACTION: Words(
        "Actions", _ERROR,
        "Nothing happens of itself when the file or a page is opened (ISO 15930).",
        "Remove the actions, or export again without interactive parts.",
    ),
    Check.LAYERS: Words(
        "Layers", _ERROR,
        "Nothing can be switched on or off: what is seen is what is printed.",
        "Flatten the layers, leaving only what is to be printed.",
    ),
    Check.EMBEDDED_FILE: Words(
        "Embedded files", _ERROR,
        "No other file is attached or embedded.",
        "Remove the attachments and send them beside the PDF.",
    ),
    Check.PAGE_MULTIPLE: Words(
        "Number of pages", _ERROR,
        "The pages fill whole signatures: their number is a multiple of what the printing house folds.",
        "Add or take away pages at the end until they fill the last signature.",
    ),
}  # fmt: skip

_PAGE = {
    Check.MEDIA_BOX: Words(
        "MediaBox missing", _ERROR,
        "Every page has a MediaBox of four numbers that encloses an area.",
        "Export again; without it the page has no size.",
    ),
    Check.TRIM_BOX: Words(
        "TrimBox missing", _ERROR,
        "Every page says where it is trimmed (ISO 15930: TrimBox or ArtBox; printing houses ask for TrimBox).",
        "Set the page size and bleed in the document, then export with bleed so that the TrimBox is written.",
    ),
    Check.BLEED_BOX: Words(
        "BleedBox missing", _ERROR,
        "Every page says how far it is drawn over the trim.",
        "Export with the document's bleed so that the BleedBox is written.",
    ),
    Check.ART_BOX: Words(
        "ArtBox", _ERROR,
        "No page has an ArtBox beside its TrimBox (ISO 15930: either, never both).",
        "Remove the ArtBox.",
    ),
    Check.CROP_BOX: Words(
        "CropBox hides what is printed", _WARNING,
        "A CropBox, where there is one, leaves the whole bleed to be seen.",
        "Remove the CropBox or make it as large as the MediaBox.",
    ),
    Check.NESTED_BOXES: Words(
        "Boxes not within each other", _ERROR,
        "The TrimBox lies within the BleedBox, and that within the MediaBox (ISO 15930).",
        "Export again with the document's own page size; boxes moved by hand must be moved together.",
    ),
    Check.BLEED: Words(
        "Bleed too small", _ERROR,
        "The BleedBox reaches as far over the trim on every side as the printing house asks.",
        "Draw what touches the trim out to the bleed, and export with that bleed.",
    ),
    Check.TRIM_SIZE: Words(
        "Trim size", _ERROR,
        "Every page is trimmed to the same size, and to the one that was ordered.",
        "Set every page to the ordered size; send a cover or a plate of another size as a file of its own.",
    ),
    Check.PAGE_ROTATED: Words(
        "Page turned", _ERROR,
        "No page is turned by its Rotate entry: imposition programs do not agree on it.",
        "Turn the page's content itself and export again.",
    ),
    Check.MEDIA_ORIGIN: Words(
        "MediaBox does not begin at 0, 0", _WARNING,
        "The MediaBox begins at 0, 0: some imposition programs misplace others.",
        "Export again, or move the boxes and the content together.",
    ),
    Check.USER_UNIT: Words(
        "Scaled page units", _ERROR,
        "A unit of the page is 1/72 inch: no page has a UserUnit other than 1.",
        "Export again at true size.",
    ),
    Check.ANNOTATION: Words(
        "Comments, links and other annotations", _ERROR,
        "No annotation lies on what is printed (ISO 15930: wholly outside the bleed, but for printer's marks).",
        "Remove comments and links, or export again without interactive parts.",
    ),
    Check.CONTENT_DAMAGED: Words(
        "Damaged page content", _ERROR,
        "What the page draws can be read to its end, and everything it names is there.",
        "Export the page again; a printing house's program may leave out what is damaged without a word.",
    ),
}  # fmt: skip

_COLOUR = {
    Check.RGB: Words(
        "RGB colour", _ERROR,
        "Nothing is painted, and no picture stored, in RGB; no spot colour or group falls back on it.",
        "Convert to CMYK by the printing house's profile where the file is made; set black text to black ink alone.",
    ),
    Check.CALIBRATED_COLOUR: Words(
        "Device-independent colour", _ERROR,
        "No colour is given by Lab, a calibrated space or an embedded profile that the printing house would convert.",
        "Convert to CMYK by the printing house's profile, and export without profiles on single objects.",
    ),
    Check.DEFAULT_COLOUR: Words(
        "Default colour space", _ERROR,
        "No DefaultRGB, DefaultGray or DefaultCMYK changes what plain colours mean.",
        "Convert colours while exporting, and leave the default colour spaces out.",
    ),
    Check.SPOT_COLOUR: Words(
        "Spot colour", _ERROR,
        "Only inks that were ordered are used: cyan, magenta, yellow and black.",
        "Turn the spot colour into process colours, or order it.",
    ),
    Check.REGISTRATION_COLOUR: Words(
        "Registration colour on the page", _ERROR,
        "The colour of registration marks (all inks at once) is not used within the bleed.",
        "Set it to black ink alone.",
    ),
    Check.TRANSPARENCY: Words(
        "Transparency", _ERROR,
        "Nothing is transparent where the standard forbids it (ISO 15930-1).",
        "Flatten transparency when exporting, or ask the printing house whether it takes PDF/X-4.",
    ),
    Check.TRANSFER_FUNCTION: Words(
        "Transfer function", _ERROR,
        "No transfer function changes the amount of ink behind the printing house's back (ISO 15930).",
        "Remove it; set tones in the picture itself.",
    ),
    Check.HALFTONE: Words(
        "Halftone of its own", _ERROR,
        "The file does not choose the screen of its print (ISO 15930: at most plain halftones without a name).",
        "Export without halftone settings.",
    ),
    Check.POSTSCRIPT: Words(
        "PostScript fragment", _ERROR,
        "No PostScript program is embedded (ISO 15930).",
        "Convert it to PDF and place that.",
    ),
    Check.REPLACED_CONTENT: Words(
        "Content from elsewhere", _ERROR,
        "Everything that is printed is in the file: no OPI comments, alternate images or references to other files.",
        "Let the program put in the full picture when exporting.",
    ),
    Check.WHITE_OVERPRINT: Words(
        "White that overprints", _ERROR,
        "White text and areas knock out what lies under them; overprinting white is not printed at all.",
        "Switch overprint off for white.",
    ),
}  # fmt: skip

_PICTURES = {
    Check.PICTURE_TOO_COARSE: Words(
        "Picture too coarse", _ERROR,
        "Every picture has, at its printed size, at least the pixels an inch that the printing house accepts.",
        "Use a larger picture, or print it smaller; enlarging it in a program adds nothing.",
    ),
    Check.PICTURE_COARSE: Words(
        "Picture coarse", _WARNING,
        "Every picture comes near the resolution aimed at (five sixths of it).",
        "Look at the picture at its printed size; use a larger one if there is one.",
    ),
    Check.PICTURE_TOO_FINE: Words(
        "Picture finer than can be printed", _WARNING,
        "No picture has more than twice the resolution aimed at: it only makes the file heavy.",
        "Scale the picture to its printed size when exporting.",
    ),
    Check.PICTURE_FILTER: Words(
        "Compression of a picture", _ERROR,
        "Streams are compressed only as the standard allows: no LZW; for PDF/X-1a no JPEG 2000 and no JBIG2 either.",
        "Export again with JPEG or ZIP (Flate) compression.",
    ),
    Check.PICTURE_INTERPOLATED: Words(
        "Picture to be smoothed", _WARNING,
        "No picture asks the printing house's program to smooth it: programs do that each in its own way.",
        "Scale the picture to its printed size in a program of your own, and leave interpolation off.",
    ),
    Check.PICTURE_DAMAGED: Words(
        "Damaged picture", _ERROR,
        "Every picture is of the size and the number of inks that the page says it has.",
        "Save the picture anew and place it again.",
    ),
}  # fmt: skip

_LETTERS = {
    Check.HAIRLINE: Words(
        "Hairline", _ERROR,
        "No line, and no bar drawn as a filled area, is thinner than the printing house can hold.",
        "Make the line at least as thick as the printing house asks.",
    ),
    Check.SMALL_TEXT: Words(
        "Text too small", _ERROR,
        "No text is smaller than the printing house can hold.",
        "Set the text larger.",
    ),
    Check.SMALL_TEXT_INKS: Words(
        "Small text in several inks", _ERROR,
        "Text under 9 pt is in at most two inks: more never meet exactly, and the text has coloured edges.",
        "Set small text in black ink alone, or in at most two inks.",
    ),
    Check.TEXT_NEAR_TRIM: Words(
        "Text near the trim", _ERROR,
        "No text is nearer to the trim than cutting is exact.",
        "Move the text inwards.",
    ),
    Check.TEXT_IN_GUTTER: Words(
        "Text in the gutter", _ERROR,
        "No text is nearer to the spine than the inner margin, where the binding swallows it.",
        "Move the text outwards, or widen the inner margin.",
    ),
    Check.TEXT_ON_FOLD: Words(
        "Text on a fold", _ERROR,
        "No text of a cover runs over a fold or stands too near to it; text on the spine keeps off its edges.",
        "Move the text off the fold, or set it smaller.",
    ),
    Check.FONT_NOT_EMBEDDED: Words(
        "Font not embedded", _ERROR,
        "Every font that is used is in the file (ISO 15930).",
        "Embed all fonts when exporting; a font that forbids it must be replaced.",
    ),
    Check.FONT_DAMAGED: Words(
        "Font damaged", _ERROR,
        "Every embedded font program can be read.",
        "Install the font anew and export again.",
    ),
    Check.FONT_TYPE3: Words(
        "Type 3 font", _ERROR,
        "No letters are drawn as little pictures or programs of their own (Type 3): they print coarse or not at all.",
        "Use an OpenType or TrueType font instead.",
    ),
    Check.FONT_SUBSET_NAME: Words(
        "Two fonts with one subset name", _WARNING,
        "Each subset of a font has a tag of its own (ISO 32000-1, 9.6.4): some programs mix up letters of two alike.",
        "Export the document in one go instead of joining files.",
    ),
    Check.FONT_UNICODE: Words(
        "Text cannot be read out", _WARNING,
        "Every font says which letters its glyphs are, so that the printer can search and correct.",
        "Export again with a current program; old ones leave out the table (ToUnicode).",
    ),
    Check.MISSING_GLYPH: Words(
        "Letters missing from the font", _ERROR,
        "Every letter that is shown has a shape in its font; none comes out as a box or as nothing.",
        "Use a font that has the letter, and embed it whole or with the letters used.",
    ),
}  # fmt: skip

_RENDERED = {
    Check.UNRENDERABLE_PAGE: Words(
        "Page cannot be painted", _ERROR,
        "Ghostscript and PDFium, which had no part in making the file, paint every page to its end.",
        "Export the page again; where a picture or a placed file on it is damaged, place it anew first.",
    ),
    Check.INK_LIMIT: Words(
        "Too much ink", _ERROR,
        "The inks lying on each other stay below what the paper takes; here it is 3 points more, over a square millimetre or more.",
        "Convert the picture by the printing house's profile, which holds the limit; make dark areas of fewer inks.",
    ),
    Check.INK_LITTLE_OVER: Words(
        "A little too much ink", _WARNING,
        "No spot takes more ink than the paper does: not in specks, and not by the 3 points that coding as JPEG may add.",
        "Ask the printing house whether it takes that; else convert the picture for a limit that is a little lower.",
    ),
    Check.UNASKED_PLATE: Words(
        "Plate nobody asked for", _ERROR,
        "Painted as separations, the page needs no plates but cyan, magenta, yellow and black.",
        "Turn the spot colour into process colours, or agree on the extra ink with the printing house.",
    ),
    Check.RICH_TEXT: Words(
        "Black text in several inks", _ERROR,
        "Small text that looks black is printed with black ink alone, so that it stays sharp when plates shift.",
        "Set the text to 0 C, 0 M, 0 Y, 100 K; a program that knows screens only turns its black into four inks.",
    ),
    Check.MISSING_BLEED: Words(
        "Colour ends at the trim", _ERROR,
        "What touches the trim goes on to the end of the bleed, so that no white edge shows after cutting.",
        "Draw pictures and areas that touch the trim out to the bleed, and export with the bleed.",
    ),
    Check.INK_NEAR_TRIM: Words(
        "Content near the trim", _WARNING,
        "What does not bleed keeps the safe distance from the trim: the knife is off by a millimetre now and then.",
        "Move it inwards, or let it run over the trim.",
    ),
    Check.MARK_IN_BLEED: Words(
        "Marks within the bleed", _ERROR,
        "Crop marks and other marks lie outside the bleed, where no cut can leave a piece of them.",
        "Give the marks an offset of at least the bleed.",
    ),
    Check.BLANK_PAGE: Words(
        "Blank page", _ERROR,
        "No page is empty where none should be; of a book that is not our own this is a warning.",
        "Export again and see what is lost; if the page is blank on purpose, tell the printing house.",
    ),
    Check.TEXT_MISSING: Words(
        "Text of a record missing", _ERROR,
        "Every name, fact, caption and passage of every record, read back letter by letter, is on its entry's pages.",
        "Build the volume again from the records; should it be missing again, it is a fault of this software.",
    ),
    Check.TEXT_UNREADABLE: Words(
        "Unreadable characters", _ERROR,
        "Text read out of the pages holds no replacement, private or control characters.",
        "Export again with fonts that say which letters their glyphs are; a private letter also hints at a wrong font.",
    ),
    Check.CODE_MISSING: Words(
        "Code missing", _ERROR,
        "Every entry bears the code of its plate, decoded from the painted page.",
        "Build the volume again; nothing may cover the code or stand in its margin.",
    ),
    Check.CODE_UNREADABLE: Words(
        "Code cannot be read", _ERROR,
        "Every code that is seen on a painted page can be decoded by ZXing or, failing that, OpenCV.",
        "Print the code larger, in black on white, whole, and with its empty margin.",
    ),
    Check.CODE_WRONG: Words(
        "Code leads elsewhere", _ERROR,
        "Every code reads as the address of the entry on whose pages it stands.",
        "Build the volume again from the register of plates; take out codes that belong to no entry.",
    ),
    Check.CODE_QUIET_ZONE: Words(
        "Margin of a code", _ERROR,
        "Four modules around a QR code are empty (ISO/IEC 18004:2015, 9.1); eleven before a barcode, seven after (ISO/IEC 15420:2009).",
        "Keep text, rules and the edges of pictures away from the code.",
    ),
    Check.EAN_MISSING: Words(
        "Barcode missing", _ERROR,
        "A volume with an ISBN bears its barcode, decoded from the painted page.",
        "Print it at 80 % of its full size or more, in black on white, with its empty margins.",
    ),
    Check.EAN_WRONG: Words(
        "Barcode of another number", _ERROR,
        "The barcode's digits are those of the ISBN.",
        "Make the barcode again from the volume's ISBN.",
    ),
}  # fmt: skip

WORDS: Mapping[Check, Words] = MappingProxyType(_FILE | _PAGE | _COLOUR | _PICTURES | _LETTERS | _RENDERED)
