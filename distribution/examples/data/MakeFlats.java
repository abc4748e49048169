import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Writes {@code flats.csv}, a synthetic table of flats for {@code table.yaml}: {@code java MakeFlats.java flats.csv}. The city
 * decides how large flats are and what a square metre costs, the number of rooms follows the area, the heating the city
 * and the year, and the rent all of them.
 */
final class MakeFlats {
    private static final String[] CITIES = {"Bergen", "Ghent", "Graz", "Porto"};
    private static final double[] SHARES = {0.15, 0.25, 0.2, 0.4};
    private static final double[] AREAS = {58, 85, 72, 66};
    private static final double[] PRICES = {17, 11, 12.5, 9};

    private MakeFlats() {}

    public static void main(String[] arguments) throws IOException {
        Random random = new Random(8);
        StringBuilder csv = new StringBuilder("city,area,rooms,year,heating,rent\n");
        for (int i = 0; i < 4000; i++) {
            int city = choice(random.nextDouble(), SHARES);
            double area = AREAS[city] * Math.exp(0.35 * random.nextGaussian());
            long rooms = Math.max(1, Math.min(8, Math.round(area / 25 + 0.5 * random.nextGaussian())));
            boolean old = random.nextDouble() < 0.45;
            long year = Math.round(old ? 1925 + 14 * random.nextGaussian() : 1992 + 11 * random.nextGaussian());
            double electric = city == 0 ? 0.75 : 0.1;
            double district = old ? 0.1 : 0.5;
            String heating =
                    random.nextDouble() < electric ? "electric" : random.nextDouble() < district ? "district" : "gas";
            double rent = PRICES[city] * area
                    + 35 * rooms
                    + (old ? 0 : 120)
                    + (heating.equals("district") ? 60 : 0)
                    + 45 * random.nextGaussian();
            csv.append(String.format(
                    Locale.ROOT, "%s,%.1f,%d,%d,%s,%.2f\n", CITIES[city], area, rooms, year, heating, rent));
        }
        Files.writeString(Path.of(arguments[0]), csv);
    }

    private static int choice(double uniform, double[] shares) {
        int chosen = 0;
        double below = shares[0];
        while (uniform >= below && chosen < shares.length - 1) {
            below += shares[++chosen];
        }
        return chosen;
    }
}
