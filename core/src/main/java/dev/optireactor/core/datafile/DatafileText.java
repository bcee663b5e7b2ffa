package dev.optireactor.core.datafile;

import org.jspecify.annotations.Nullable;

/** A text of a datafile that is seldom asked for, such as the id of a campaign. It stays in the datafile until then. */
public final class DatafileText {

    private final DatafileTexts texts;
    private final int place;

    DatafileText(DatafileTexts texts, int place) {
        this.texts = texts;
        this.place = place;
    }

    /** {@return the text, made anew at each call; an empty one where the datafile has none} */
    public String text() {
        return texts.read(place);
    }

    /** {@return where it is read} */
    public DatafileTexts texts() {
        return texts;
    }

    /** {@return its place there} */
    public int place() {
        return place;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DatafileText that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    /** {@return the text} */
    @Override
    public String toString() {
        return text();
    }
}
