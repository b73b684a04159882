from django.http import HttpResponse


def export_partners(request):
    return HttpResponse()


upload_import = send_template = export_partners


def review_import(request, key):
    return HttpResponse()
