package dev.optireactor.core.condition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of one to three numbers with an optional suffix after {@code -} (pre-release) or {@code +} (build). This is
 * the vendor's own ordering, not that of semver.org: the target sets the precision, and a suffix is one part.
 *
 * @param parts the numbers, then the suffix when there is one
 * @param preRelease whether the suffix begins with {@code -}
 */
record SemanticVersion(List<String> parts, boolean preRelease) {

    private static final int MAX_NUMBERS = 3;

    /** {@return the version, or null if {@code text} is none} */
    static @Nullable SemanticVersion parse(String text) {
        if (text.indexOf(' ') >= 0) {
            return null;
        }
        int dash = text.indexOf('-');
        int plus = text.indexOf('+');
        boolean preRelease = dash >= 0 && (plus < 0 || dash < plus);
        int end = preRelease ? dash : plus >= 0 ? plus : text.length();
        List<String> parts = new ArrayList<>(MAX_NUMBERS + 1);
        int start = 0;
        while (start <= end) {
            int dot = text.indexOf('.', start);
            int stop = dot < 0 || dot > end ? end : dot;
            String number = text.substring(start, stop);
            if (parts.size() == MAX_NUMBERS || !isNumber(number)) {
                return null;
            }
            parts.add(inAscii(number));
            start = stop + 1;
        }
        if (end + 1 < text.length()) {
            String suffix = text.substring(end + 1);
            parts.add(isNumber(suffix) ? inAscii(suffix) : suffix);
        }
        return new SemanticVersion(parts, preRelease);
    }

    /** {@return negative, zero or positive: this version, the user's, against {@code target}} */
    int compareToTarget(SemanticVersion target) {
        for (int i = 0; i < target.parts.size(); i++) {
            if (i >= parts.size()) {
                return target.preRelease ? 1 : -1;
            }
            int order = comparePart(parts.get(i), target.parts.get(i), target);
            if (order != 0) {
                return order;
            }
        }
        return preRelease && !target.preRelease ? -1 : 0;
    }

    private int comparePart(String mine, String other, SemanticVersion target) {
        if (isNumber(mine)) {
            return isNumber(other) ? compareNumbers(mine, other) : -1;
        }
        int order = mine.compareTo(other);
        if (order < 0) {
            return target.preRelease && !preRelease ? 1 : -1;
        }
        if (order > 0) {
            return preRelease && !target.preRelease ? -1 : 1;
        }
        return 0;
    }

    /** Compares digits of any length by value. */
    private static int compareNumbers(String left, String right) {
        String a = withoutLeadingZeros(left);
        String b = withoutLeadingZeros(right);
        return a.length() == b.length() ? Integer.signum(a.compareTo(b)) : Integer.compare(a.length(), b.length());
    }

    private static String withoutLeadingZeros(String digits) {
        int i = 0;
        while (i < digits.length() - 1 && digits.charAt(i) == '0') {
            i++;
        }
        return digits.substring(i);
    }

    /** Decimal digits of any script count, as they do for the parsers of the official SDKs. */
    private static boolean isNumber(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (!Character.isDigit(part.charAt(i))) {
                return false;
            }
        }
        return !part.isEmpty();
    }

    /** {@return the same number in the digits 0 to 9, so that it compares with others} */
    private static String inAscii(String number) {
        int i = 0;
        while (i < number.length() && number.charAt(i) <= '9') {
            i++;
        }
        if (i == number.length()) {
            return number;
        }
        char[] digits = number.toCharArray();
        for (; i < digits.length; i++) {
            digits[i] = Character.forDigit(Character.digit(digits[i], 10), 10);
        }
        return new String(digits);
    }
}
