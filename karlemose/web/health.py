"""`/healthz`: does this process answer, and does the database answer it?"""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

from karlemose.web.gate import open_to_everyone


@open_to_everyone("a supervisor asks before anybody signs in; the answer is one word", queries=1)
def healthz(_request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("no database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
