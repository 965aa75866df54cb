/* Messages that seats send at prepared times, and the answers to them. */
#include "client.h"

enum { TURN = 64 };

static void forget_messages(void)
{
    for (size_t i = 0; i < all.message_count; i++)
        free(all.messages[i].frame);
    free(all.messages);
    all.messages = NULL;
    all.message_count = all.message_next = all.unanswered = all.unsent = 0;
}

static void add_message(char *line, size_t *room)
{
    char *rest;
    struct message made = { .due = strtoll(line, &rest, 10) * 1000 };
    made.seat = (uint32_t)strtoul(rest, &rest, 10);
    size_t len = strlen(++rest);
    if (made.seat >= all.count || len > 65535)
        die("a message is for nobody, or too long");
    made.frame = must(malloc(len + 8));
    made.len = frame(made.frame, 1, rest, len);
    made.wants_answer = rest[2] != '[';
    if (all.message_count == *room) {
        *room = *room ? *room * 2 : 1024;
        all.messages = must(realloc(all.messages, *room * sizeof *all.messages));
    }
    all.messages[all.message_count++] = made;
    all.unanswered += made.wants_answer;
}

void schedule(const char *path)
{
    char *line = NULL;
    size_t size = 0, room = 0;
    ssize_t len;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        die(path);
    forget_messages();
    while ((len = getline(&line, &size, file)) > 0) {
        if (line[len - 1] == '\n')
            line[len - 1] = '\0';
        add_message(line, &room);
    }
    free(line);
    fclose(file);
    all.started = now();
}

/* At most TURN at a time: answers must not wait until everything is sent. */
void send_due(void)
{
    for (int i = 0; i < TURN && all.message_next < all.message_count; i++) {
        struct message *message = &all.messages[all.message_next];
        struct seat *seat = &all.seats[message->seat];
        if (all.started + message->due > now())
            return;
        all.message_next++;
        message->sent = now();
        if (seat->state != JOINED || !write_all(seat->fd, message->frame, message->len)) {
            all.unsent++;
            all.unanswered -= message->wants_answer;
        }
    }
}

void answer(const char *text, size_t len, int64_t at)
{
    size_t line = 0, i = 2;
    for (; i < len && text[i] >= '0' && text[i] <= '9'; i++)
        line = line * 10 + (size_t)(text[i] - '0');
    if (line == 0 || line > all.message_count)
        return;
    struct message *message = &all.messages[line - 1];
    if (!message->wants_answer || message->answered != 0)
        return;
    message->answered = at;
    all.unanswered--;
    if (memmem(text, len < 64 ? len : 64, "\"ok\":false", 10) != NULL) {
        message->refused = true;
        complain("refused", text, len);
    }
}
