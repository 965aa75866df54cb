/* What was seen, as one line of JSON; and the single measurements, as int64 in a file. */
#include "client.h"
#include <stdarg.h>
#include <sys/resource.h>

void reply(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    fflush(stdout);
}

static void print_broadcasts(void)
{
    printf("\"broadcasts\":[");
    for (uint32_t k = 0; k < all.expected; k++) {
        int64_t first = INT64_MAX, last = 0;
        uint32_t got = 0;
        for (uint32_t i = 0; i < all.count; i++) {
            int64_t at = all.arrivals[(size_t)i * all.expected + k];
            if (at == 0 || !all.seats[i].counted)
                continue;
            got++;
            first = at < first ? at : first;
            last = at > last ? at : last;
        }
        printf("%s{\"seats\":%u,\"first\":%" PRId64 ",\"last\":%" PRId64 "}", k ? "," : "", got, got ? first : 0, last);
    }
    printf("],");
}

void report(void)
{
    struct rusage used;
    uint64_t bytes = 0, pushes = 0;
    uint32_t least = UINT32_MAX, most = 0, here = 0;
    int64_t last = 0;
    size_t refused = 0;
    for (uint32_t i = 0; i < all.count; i++) {
        struct seat *seat = &all.seats[i];
        bytes += seat->bytes;
        if (seat->state != JOINED)
            continue;
        here++;
        pushes += seat->pushes;
        least = seat->pushes < least ? seat->pushes : least;
        most = seat->pushes > most ? seat->pushes : most;
        last = seat->last_push > last ? seat->last_push : last;
    }
    for (size_t i = 0; i < all.message_count; i++)
        refused += all.messages[i].refused;
    getrusage(RUSAGE_SELF, &used);
    printf("{\"joined\":%u,\"here\":%u,\"failed\":%u,\"lost\":%u,\"bytes\":%" PRIu64 ",", all.joined, here, all.failed,
        all.lost, bytes);
    print_broadcasts();
    printf("\"hits\":%" PRIu64 ",\"extra\":%" PRIu64 ",\"size\":%" PRIu64 ",", all.hits, all.extra, all.matched_bytes);
    printf("\"pushes\":{\"total\":%" PRIu64 ",\"least\":%u,\"most\":%u,\"last\":%" PRId64 "},", pushes,
        here ? least : 0, most, last);
    printf("\"pings\":%" PRIu64 ",", all.pings);
    printf("\"messages\":%zu,\"unsent\":%zu,\"unanswered\":%zu,\"refused\":%zu,", all.message_count, all.unsent,
        all.unanswered, refused);
    reply("\"cpu_us\":%" PRId64 "}", (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * INT64_C(1000000)
            + used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/* A row for each seat: began, joined (0: never), bytes it had received by then. */
void dump_joins(FILE *file)
{
    for (uint32_t i = 0; i < all.count; i++) {
        int64_t row[3] = { all.seats[i].began, all.seats[i].joined, (int64_t)all.seats[i].join_bytes };
        fwrite(row, sizeof row, 1, file);
    }
}

/* A row for each seat: when its 1st, 2nd, ... expected message came (0: never). */
void dump_arrivals(FILE *file)
{
    fwrite(all.arrivals, sizeof *all.arrivals, (size_t)all.count * all.expected, file);
}

/* A row for each message: sent, answered (0: never), 1 when it was refused. */
void dump_answers(FILE *file)
{
    for (size_t i = 0; i < all.message_count; i++) {
        int64_t row[3] = { all.messages[i].sent, all.messages[i].answered, all.messages[i].refused };
        fwrite(row, sizeof row, 1, file);
    }
}

void dump(void (*what)(FILE *), const char *path)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        die(path);
    what(file);
    fclose(file);
    reply("{}");
}
