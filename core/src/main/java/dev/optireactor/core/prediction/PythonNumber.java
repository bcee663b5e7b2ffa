package dev.optireactor.core.prediction;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Writes numbers exactly as Python's {@code json.dumps} does: 5, 5.0, 1.5, 1e-05, 1e+21, NaN, Infinity. */
final class PythonNumber {

    /** Doubles outside 1e-4 to 1e16 have an exponent. */
    private static final int SMALLEST_EXPONENT = -4;

    private static final int LARGEST_EXPONENT = 15;

    private PythonNumber() {}

    static String text(Number number) {
        if (number instanceof Double wide) {
            return decimal(wide);
        }
        if (number instanceof Float narrow) {
            return decimal(Double.parseDouble(narrow.toString()));
        }
        return number instanceof BigDecimal exact ? decimal(exact.doubleValue()) : number.toString();
    }

    private static String decimal(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String sign = number < 0 ? "-" : "";
        if (exponent < SMALLEST_EXPONENT || exponent > LARGEST_EXPONENT) {
            return sign + scientific(digits, exponent);
        }
        String plain = shortest.toPlainString();
        return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
    }

    private static String scientific(String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int magnitude = Math.abs(exponent);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (magnitude < 10 ? "0" : "") + magnitude;
    }

    /** The shortest decimal that is read back as {@code number}. Before JDK 19, {@code Double.toString} may be longer. */
    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        for (int precision = shortest.precision(); precision > 0; precision--) {
            BigDecimal rounded = rounded(exact, precision, number);
            if (rounded == null) {
                break;
            }
            shortest = rounded;
        }
        return shortest;
    }

    /** The next larger decimal is tried too: above a power of two, doubles are wider apart than below. */
    private static @Nullable BigDecimal rounded(BigDecimal exact, int precision, double number) {
        BigDecimal nearest = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        if (nearest.doubleValue() == number) {
            return nearest;
        }
        BigDecimal larger = exact.round(new MathContext(precision, RoundingMode.CEILING));
        return larger.doubleValue() == number ? larger : null;
    }
}
