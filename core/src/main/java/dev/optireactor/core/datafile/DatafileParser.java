package dev.optireactor.core.datafile;

import dev.optireactor.core.datafile.InvalidDatafileException.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;

/**
 * Reads datafiles of versions 2, 3 and 4. Unknown fields are ignored at every level; missing optional fields, and null
 * in their place, take their default. Immutable; parses for any number of threads at once.
 */
public final class DatafileParser {

    private static final int LONGEST_NAME = 100_000;

    private final DatafileLimits limits;
    private final JsonFactory factory;
    private final PropertyNameMatcher fields;

    /**
     * Creates a parser with these limits.
     *
     * @param limits beyond these a datafile is refused
     */
    public DatafileParser(DatafileLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxStringLength())
                        .maxNameLength(LONGEST_NAME)
                        .build())
                .build();
        this.fields = Field.matcher(factory);
    }

    /** {@return beyond these a datafile is refused} */
    public DatafileLimits limits() {
        return limits;
    }

    /**
     * Parses a datafile.
     *
     * @param utf8 its bytes; a byte order mark is allowed
     * @return what it says
     * @throws InvalidDatafileException if it is refused
     */
    public Datafile parse(byte[] utf8) {
        if (utf8.length > limits.maxBytes()) {
            throw new InvalidDatafileException(
                    Reason.LIMIT_EXCEEDED,
                    "",
                    utf8.length + " bytes exceed the limit of " + limits.maxBytes()
                            + " bytes (DatafileLimits.maxBytes)");
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), utf8)) {
            return parse(utf8, parser);
        } catch (StreamConstraintsException exceeded) {
            throw new InvalidDatafileException(
                    Reason.LIMIT_EXCEEDED, place(exceeded), exceeded.getOriginalMessage() + " (DatafileLimits)");
        } catch (JacksonException malformed) {
            // The parser's own words would quote the datafile.
            throw new InvalidDatafileException(Reason.MALFORMED_JSON, place(malformed), "this is not JSON");
        }
    }

    private Datafile parse(byte[] utf8, JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new InvalidDatafileException(Reason.EMPTY, "", "there is nothing but blanks");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new InvalidDatafileException(Reason.MALFORMED_JSON, "", "a datafile must be a JSON object");
        }
        Datafile datafile = new ProjectReader(new JsonCursor(utf8, parser, fields), limits).read();
        if (parser.nextToken() != null) {
            throw new InvalidDatafileException(Reason.MALFORMED_JSON, "", "there is text after the datafile's end");
        }
        return datafile;
    }

    private static String place(JacksonException cause) {
        TokenStreamLocation location = cause.getLocation();
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
